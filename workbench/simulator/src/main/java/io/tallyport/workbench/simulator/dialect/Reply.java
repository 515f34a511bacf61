package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Output;
import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.prompt.CacheUse;

/**
 * Everything that an answer's bytes follow from.
 *
 * @param words visible tokens of each choice; one word of text each
 * @param cutByLimit whether the caller's limit ended the answer
 * @param reportUsage false if a fault suppresses the usage
 */
public record Reply(Call call, int words, boolean cutByLimit, Usage usage, boolean reportUsage) {
    public static Reply of(Call call, Output output, CacheUse cached, boolean reportUsage) {
        int reasoning = Math.min(output.reasoning(), call.maximumTokens());
        int words = Math.min(output.tokens(), call.maximumTokens() - reasoning);
        boolean cut = words < output.tokens() || reasoning < output.reasoning();
        long total = (long) call.choices() * (words + reasoning);
        Usage usage = Usage.of(cached, total, (long) call.choices() * reasoning);
        return new Reply(call, words, cut, usage, reportUsage);
    }
}
