package io.tallyport.dispute;

import java.time.Instant;

/**
 * A payer's dispute of an order's payment; amounts in minor units of {@code currency}.
 *
 * @param id the provider's is {@code providerId}
 * @param groupId the lots that the payment bought
 * @param fee what the provider charges for it, as far as it is posted
 * @param keptNano credits kept from use while it is open
 */
public record Dispute(
        long id,
        String provider,
        String providerId,
        long orderId,
        long groupId,
        long walletId,
        String currency,
        long amount,
        long fee,
        long keptNano,
        State state,
        Instant openedAt) {

    public enum State {
        OPEN,
        WON,
        LOST
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }
}
