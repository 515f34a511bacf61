package io.tallyport.report;

import io.tallyport.usage.TokenCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls added up; amounts in nano-credits, without what was reversed.
 *
 * @param group the value of each grouping, null where calls have none
 */
public record UsageSum(
        Map<Grouping, @Nullable String> group, long requests, TokenCounts tokens, long listNano, long debitNano) {

    public UsageSum {
        group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    }

    /** @throws ArithmeticException if it does not fit 64 bits */
    public UsageSum plus(UsageSum other) {
        return new UsageSum(
                group,
                Math.addExact(requests, other.requests),
                tokens.plus(other.tokens),
                Math.addExact(listNano, other.listNano),
                Math.addExact(debitNano, other.debitNano));
    }
}
