package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wire;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;

/** Messages: cached up to the caller's breakpoints. */
enum AnthropicWire implements Wire {
    MESSAGES;

    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useBreakpoints(call.model(), call.prompt(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        return AnthropicAnswer.plain(reply);
    }

    @Override
    public Script stream(Reply reply) {
        return AnthropicStream.of(reply);
    }
}
