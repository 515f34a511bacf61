package io.tallyport.workbench.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What moved the merchant's balance here: {@code net = gross - fee}.
 *
 * @param type charge, refund, refund_failure, dispute, dispute_reversal or payout
 * @param gross minor units of {@code currency}; less than 0 is taken off the balance
 * @param sourceId the refund or dispute it is about
 * @param at ISO 8601
 */
record BalanceLine(
        String id,
        String type,
        String currency,
        long gross,
        long fee,
        long net,
        @Nullable String paymentId,
        @Nullable String sourceId,
        String at) {}
