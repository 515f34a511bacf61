package io.tallyport.workbench.simulator.dialect.openai.responses;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.List;
import java.util.stream.Collectors;

/** The response object, which repeats the request's own fields. */
final class ResponseObject {
    private final Reply reply;
    private final RequestFields request;
    private final String id = Ids.hex("resp_", 50);
    private final long createdAt = System.currentTimeMillis() / 1000;

    ResponseObject(Reply reply, RequestFields request) {
        this.reply = reply;
        this.request = request;
    }

    /** As in the first events of a stream. */
    String begun() {
        return object("in_progress", "null", "", "null");
    }

    byte[] finished(List<Item> items) {
        return Bytes.ascii(ended(items) + "\n");
    }

    String ended(List<Item> items) {
        boolean cut = reply.cutByLimit();
        return object(
                cut ? "incomplete" : "completed",
                cut ? "{\"reason\":\"max_output_tokens\"}" : "null",
                items.stream().map(Item::closed).collect(Collectors.joining(",")),
                reply.reportUsage() ? usage(reply.usage()) : "null");
    }

    private String object(String status, String incompleteDetails, String output, String usage) {
        return "{\"id\":\"" + id + "\",\"object\":\"response\",\"created_at\":" + createdAt + ",\"status\":\"" + status
                + "\",\"background\":false,\"error\":null,\"incomplete_details\":" + incompleteDetails
                + repeated("instructions", "null")
                + repeated("max_output_tokens", "null")
                + repeated("max_tool_calls", "null")
                + ",\"model\":" + Quoted.of(reply.call().model())
                + ",\"output\":[" + output + "]"
                + repeated("parallel_tool_calls", "true")
                + repeated("previous_response_id", "null")
                + repeated("prompt_cache_key", "null")
                + repeated("reasoning", "{\"effort\":null,\"summary\":null}")
                + repeated("safety_identifier", "null")
                + ",\"service_tier\":\"default\""
                + repeated("store", "true")
                + repeated("temperature", "1.0")
                + repeated("text", "{\"format\":{\"type\":\"text\"}}")
                + repeated("tool_choice", "\"auto\"")
                + repeated("tools", "[]")
                + repeated("top_logprobs", "0")
                + repeated("top_p", "1.0")
                + repeated("truncation", "\"disabled\"")
                + ",\"usage\":" + usage
                + repeated("user", "null")
                + repeated("metadata", "{}") + "}";
    }

    private String repeated(String name, String otherwise) {
        return ",\"" + name + "\":" + request.json(name, otherwise);
    }

    private static String usage(Usage usage) {
        return "{\"input_tokens\":" + usage.prompt() + ",\"input_tokens_details\":{\"cached_tokens\":" + usage.read()
                + ",\"cache_write_tokens\":" + usage.cacheWrite()
                + "},\"output_tokens\":" + usage.output() + ",\"output_tokens_details\":{\"reasoning_tokens\":"
                + usage.reasoning() + "},\"total_tokens\":" + (usage.prompt() + usage.output()) + "}";
    }
}
