package io.tallyport.offer;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bonus credits for an order of at least so many.
 *
 * @param fromNano of paid credits, inclusive
 * @param mostNano null: without a cap
 * @param lotDays after which the bonus expires; null: never
 */
public record BonusRule(
        long id,
        long fromNano,
        int bonusPpm,
        boolean firstOrderOnly,
        @Nullable Long mostNano,
        @Nullable Integer lotDays) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    boolean appliesTo(long creditsNano, boolean isFirstOrder) {
        return creditsNano >= fromNano && (isFirstOrder || !firstOrderOnly);
    }

    /** Rounded down. */
    long bonusFor(long creditsNano) {
        long bonus = BigInteger.valueOf(creditsNano)
                .multiply(BigInteger.valueOf(bonusPpm))
                .divide(MILLION)
                .longValueExact();
        return mostNano == null ? bonus : Math.min(bonus, mostNano);
    }
}
