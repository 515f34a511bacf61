package io.tallyport.workbench.simulator.dialect.openai.chat;

import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wire;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;

/**
 * Chat Completions: cached in steps without being asked.
 *
 * @param namesFunction whether the caller forces one function by its name, after which the API says it simply stopped
 */
public record Chat(boolean namesFunction) implements Wire {
    public static final Breaks BREAKS = Breaks.of(
            "data: {\"error\":{\"message\":\"The server had an error while processing your request."
                    + " Sorry about that!\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n",
            "data: {\"id\":\"chatcmpl-\",\"object\":\"chat.compl\n\n");
    public static final Endpoint ENDPOINT = Endpoint.of(ChatRequest::read, BREAKS);

    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useSteps(call.model(), call.prompt(), call.retention(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        return new ChatAnswer(reply, finishReason(reply)).plain();
    }

    @Override
    public Script stream(Reply reply) {
        return new ChatStream(reply, finishReason(reply)).script();
    }

    private String finishReason(Reply reply) {
        if (reply.cutByLimit()) {
            return "length";
        }
        return reply.hasCalls() && !namesFunction ? "tool_calls" : "stop";
    }
}
