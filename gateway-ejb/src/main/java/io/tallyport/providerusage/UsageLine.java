package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an export says of one day and model.
 *
 * @param day of UTC
 * @param model as the provider names it
 * @param tokens null: the export tells money only
 * @param costNano nano-USD; null: the export tells tokens only
 * @param rows of the file that were added up
 */
public record UsageLine(
        LocalDate day,
        String model,
        @Nullable TokenCounts tokens,
        @Nullable Long costNano,
        int rows) {

    /** @throws ArithmeticException if a sum does not fit 64 bits */
    UsageLine plus(UsageLine other) {
        return new UsageLine(
                day,
                model,
                tokens == null || other.tokens == null ? null : tokens.plus(other.tokens),
                costNano == null || other.costNano == null ? null : Math.addExact(costNano, other.costNano),
                rows + other.rows);
    }
}
