package io.tallyport.tier;

import org.jspecify.annotations.Nullable;

/**
 * What a contract says; null leaves it to the tier.
 *
 * @param name as it stands on bill lines
 * @param multiplierPpm factor on the discounted price, parts per million
 * @param requestsPerMinute for the whole organisation
 * @param concurrencyCap most calls at once
 * @param reservedConcurrency calls at once that always find room
 * @param debtCapNano deficit that calls above their hold may leave, nano-credits; 0: none
 */
public record ContractTerms(
        String name,
        @Nullable Integer multiplierPpm,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer concurrencyCap,
        @Nullable Integer reservedConcurrency,
        long debtCapNano) {}
