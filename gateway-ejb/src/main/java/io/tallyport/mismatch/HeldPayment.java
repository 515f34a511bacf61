package io.tallyport.mismatch;

import java.time.Instant;

/**
 * A payment at a provider that credited nothing.
 *
 * @param orderId which it names
 * @param amount as it was paid, minor units of {@code currency}
 * @param reason why no order took it, for people
 */
public record HeldPayment(
        long id,
        long orderId,
        String provider,
        String paymentId,
        String sessionId,
        String currency,
        long amount,
        String reason,
        Instant heldAt) {}
