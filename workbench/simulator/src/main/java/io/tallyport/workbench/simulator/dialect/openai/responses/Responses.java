package io.tallyport.workbench.simulator.dialect.openai.responses;

import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wire;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;
import io.tallyport.workbench.simulator.request.RequestFields;

/**
 * Responses: cached in steps without being asked.
 *
 * @param request what the response object repeats of the request
 * @param showsSealed whether the caller wants reasoning in its encrypted form
 */
public record Responses(RequestFields request, boolean showsSealed) implements Wire {
    private static final Breaks BREAKS = Breaks.of(
            "event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"error\":{\"type\":\"server_error\","
                    + "\"code\":\"server_error\",\"message\":\"The server had an error while processing your request."
                    + " Sorry about that!\",\"param\":null}}\n\n",
            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"del\n\n");

    public static final Endpoint ENDPOINT = Endpoint.of(ResponsesRequest::read, BREAKS);

    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useSteps(call.model(), call.prompt(), call.retention(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        ResponseObject response = new ResponseObject(reply, request);
        return response.finished(Item.all(reply, showsSealed));
    }

    @Override
    public Script stream(Reply reply) {
        return new ResponsesStream(reply, new ResponseObject(reply, request), Item.all(reply, showsSealed)).script();
    }
}
