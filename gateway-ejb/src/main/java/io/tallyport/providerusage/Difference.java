package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One day and model in both books; theirs is what the file says.
 *
 * @param model of the price book; the file's name for what is not there
 * @param theirTokens null: the file tells no tokens, so that nothing is compared with ours
 * @param theirCostNano nano-USD; null likewise
 * @param explanations empty: both agree, or nothing that is known explains it
 */
public record Difference(
        LocalDate day,
        String model,
        @Nullable TokenCounts theirTokens,
        @Nullable Long theirCostNano,
        Accrual ours,
        Set<Explanation> explanations) {

    /** Theirs less ours, nano-USD; null: the file tells no money. */
    public @Nullable Long costNano() {
        return theirCostNano == null ? null : Math.subtractExact(theirCostNano, ours.costNano());
    }

    /** Theirs less ours; null: the file tells no tokens. */
    public @Nullable TokenDifference tokens() {
        return theirTokens == null ? null : TokenDifference.of(theirTokens, ours.tokens());
    }

    public boolean agrees() {
        @Nullable Long cost = costNano();
        @Nullable TokenDifference tokens = tokens();
        return (cost == null || cost == 0) && (tokens == null || tokens.isNone());
    }
}
