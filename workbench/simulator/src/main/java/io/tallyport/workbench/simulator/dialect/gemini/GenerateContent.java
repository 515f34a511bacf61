package io.tallyport.workbench.simulator.dialect.gemini;

import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wire;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;

/**
 * generateContent: cached in steps without being asked.
 *
 * @param signs whether the model signs its thoughts and calls
 * @param inArray whether a plain answer is one of an array, as streams are that nobody asked to be event streams
 */
record GenerateContent(boolean signs, boolean inArray) implements Wire {
    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useSteps(call.model(), call.prompt(), call.retention(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        return new GeminiAnswer(reply, signs).plain(inArray);
    }

    @Override
    public Script stream(Reply reply) {
        return new GeminiStream(reply, signs).script();
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }
}
