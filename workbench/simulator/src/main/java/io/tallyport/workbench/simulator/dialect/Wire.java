package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;

/** How one call is answered, and how its prompt is cached. */
public interface Wire {
    CacheUse use(PromptCache cache, Call call, long nowMillis);

    byte[] plain(Reply reply);

    Script stream(Reply reply);

    default String streamType() {
        return "text/event-stream; charset=utf-8";
    }
}
