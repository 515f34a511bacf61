package io.tallyport.offer;

import org.jspecify.annotations.Nullable;

/**
 * What a rule gives with an order.
 *
 * @param lotDays after which it expires; null: never
 */
public record Bonus(long ruleId, long nano, @Nullable Integer lotDays) {}
