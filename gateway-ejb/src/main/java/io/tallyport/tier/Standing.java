package io.tallyport.tier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which a wallet's calls are authorised at one moment.
 *
 * @param name of the contract where it sets the multiplier, else of the tier
 * @param multiplierPpm factor on the discounted price, parts per million
 * @param requestsPerMinute for the whole organisation
 * @param recommendedConcurrency advice, never enforced
 * @param concurrencyCap most calls at once; null: none
 * @param reservedConcurrency calls at once that always find room; null: none
 * @param windowSpendNano settled debits less reversals of this hour and the 720 before it, nano-credits
 * @param next the tier that more spend leads to; null on the last one and where a contract sets the multiplier
 * @param contract whether a contract is in force
 * @param contractEnds null: never, or there is none
 */
public record Standing(
        String name,
        int multiplierPpm,
        int requestsPerMinute,
        int recommendedConcurrency,
        @Nullable Integer concurrencyCap,
        @Nullable Integer reservedConcurrency,
        long windowSpendNano,
        @Nullable NextTier next,
        boolean contract,
        @Nullable Instant contractEnds) {

    /** @param fromSpendNano rolling 30-day spend at which it begins, nano-credits */
    public record NextTier(String name, long fromSpendNano, int multiplierPpm) {}

    static Standing of(Ladder ladder, long windowSpendNano) {
        Tier tier = ladder.at(windowSpendNano);
        return new Standing(
                tier.name(),
                tier.multiplierPpm(),
                tier.requestsPerMinute(),
                tier.recommendedConcurrency(),
                null,
                null,
                windowSpendNano,
                ladder.after(tier)
                        .map(next -> new NextTier(next.name(), next.fromSpendNano(), next.multiplierPpm()))
                        .orElse(null),
                false,
                null);
    }

    /** What the contract says in place of the tier's terms; what it leaves open stays the tier's. */
    Standing under(Contract agreed) {
        @Nullable Integer multiplier = agreed.terms().multiplierPpm();
        @Nullable Integer perMinute = agreed.terms().requestsPerMinute();
        return new Standing(
                multiplier == null ? name : agreed.terms().name(),
                multiplier == null ? multiplierPpm : multiplier,
                perMinute == null ? requestsPerMinute : perMinute,
                recommendedConcurrency,
                agreed.terms().concurrencyCap(),
                agreed.terms().reservedConcurrency(),
                windowSpendNano,
                multiplier == null ? next : null,
                true,
                agreed.endsAt());
    }
}
