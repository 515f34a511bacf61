package io.tallyport.tier;

/**
 * A published step of the volume discount, a row of the table {@code tier}.
 *
 * @param fromSpendNano rolling 30-day spend from which it applies, inclusive; nano-credits
 * @param multiplierPpm factor on the discounted price, parts per million
 */
public record Tier(
        String name, long fromSpendNano, int multiplierPpm, int requestsPerMinute, int recommendedConcurrency) {}
