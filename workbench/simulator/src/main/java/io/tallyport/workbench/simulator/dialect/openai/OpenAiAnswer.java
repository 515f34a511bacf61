package io.tallyport.workbench.simulator.dialect.openai;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.dialect.Bytes;
import io.tallyport.workbench.simulator.dialect.Ids;
import io.tallyport.workbench.simulator.dialect.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Words;

/** A plain chat completion, and the pieces it shares with the stream. */
final class OpenAiAnswer {
    private OpenAiAnswer() {}

    static byte[] plain(Reply reply) {
        int choices = reply.call().choices();
        Bytes out = new Bytes(768 + choices * (160 + reply.words() * 9))
                .add("{\n  \"id\": \"")
                .add(Ids.base62("chatcmpl-", 29))
                .add("\",\n  \"object\": \"chat.completion\",\n  \"created\": ")
                .add(System.currentTimeMillis() / 1000)
                .add(",\n  \"model\": ")
                .add(Quoted.of(reply.call().model()))
                .add(",\n  \"choices\": [\n");
        for (int choice = 0; choice < choices; choice++) {
            out.add(choice == 0 ? "" : ",\n")
                    .add("    {\n      \"index\": ")
                    .add(choice)
                    .add(",\n      \"message\": {\n        \"role\": \"assistant\",\n        \"content\": \"");
            Words.appendAll(reply.call().prompt().hash(), choice, reply.words(), out);
            out.add("\",\n        \"refusal\": null,\n        \"annotations\": []\n      },\n"
                            + "      \"logprobs\": null,\n      \"finish_reason\": \"")
                    .add(finishReason(reply))
                    .add("\"\n    }");
        }
        out.add("\n  ]");
        if (reply.reportUsage()) {
            out.add(",\n  \"usage\": ").add(usage(reply.usage()));
        }
        return out.add(",\n  \"service_tier\": \"default\",\n  \"system_fingerprint\": \"")
                .add(fingerprint(reply.call().model()))
                .add("\"\n}\n")
                .toArray();
    }

    static String finishReason(Reply reply) {
        return reply.cutByLimit() ? "length" : "stop";
    }

    static String fingerprint(String model) {
        long mixed = (model.hashCode() * 0x9E3779B97F4A7C15L) >>> 24;
        return "fp_" + Long.toHexString(mixed | 0x8000000000L);
    }

    static String usage(Usage usage) {
        return "{\"prompt_tokens\":" + usage.prompt() + ",\"completion_tokens\":" + usage.output()
                + ",\"total_tokens\":"
                + (usage.prompt() + usage.output()) + ",\"prompt_tokens_details\":{\"cached_tokens\":" + usage.read()
                + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":" + usage.reasoning()
                + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }
}
