package io.tallyport.lot;

import java.util.UUID;

/**
 * What a refund took and gives (money.md section 9): {@code credits} paid credits were returned, {@code bonus} unused bonus
 * credits clawed back with them, and {@code shortfall} of the paid ones kept for bonus credits already used.
 *
 * @param net money to be paid out without tax; minor units of {@code currency}
 * @param breakage the part of {@code net} that had been taken as breakage before
 */
public record Refund(
        UUID id,
        long walletId,
        long groupId,
        long credits,
        long bonus,
        long shortfall,
        String currency,
        long net,
        long tax,
        long breakage) {}
