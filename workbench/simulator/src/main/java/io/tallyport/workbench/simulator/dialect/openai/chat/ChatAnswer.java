package io.tallyport.workbench.simulator.dialect.openai.chat;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import java.util.List;

/** A plain chat completion, and the pieces it shares with the stream. */
record ChatAnswer(Reply reply, String finishReason) {
    byte[] plain() {
        int choices = reply.call().choices();
        Bytes out = new Bytes(768 + reply.sizeHint())
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
                    .add(",\n      \"message\": {\n        \"role\": \"assistant\"");
            message(reply.parts(choice), out);
            out.add(",\n        \"refusal\": null,\n        \"annotations\": []\n      },\n"
                            + "      \"logprobs\": null,\n      \"finish_reason\": \"")
                    .add(finishReason)
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

    /** Fields of the message after its role; content is null where there are calls and no text. */
    private static void message(List<Part> parts, Bytes out) {
        out.add(",\n        \"content\": ");
        if (parts.stream().noneMatch(Part.Text.class::isInstance)) {
            out.add("null");
        }
        int calls = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Thought thought -> {}
                case Part.Text text -> quoted(text, out);
                case Part.Call call -> {
                    out.add(calls++ == 0 ? ",\n        \"tool_calls\": [" : ",");
                    call(call, out);
                }
            }
        }
        out.add(calls > 0 ? "\n        ]" : "");
        if (parts.getFirst() instanceof Part.Thought thought) {
            quoted(thought, out.add(",\n        \"reasoning_content\": "));
        }
    }

    private static void call(Part.Call call, Bytes out) {
        out.add("\n          {\n            \"id\": \"")
                .add(Ids.base62("call_", 24))
                .add("\",\n            \"type\": \"function\",\n            \"function\": {\n              \"name\": ")
                .add(Quoted.of(call.name()))
                .add(",\n              \"arguments\": ");
        quoted(call, out);
        out.add("\n            }\n          }");
    }

    private static void quoted(Part part, Bytes out) {
        out.add("\"");
        part.tokens().appendAll(out);
        out.add("\"");
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
