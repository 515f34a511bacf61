package io.tallyport.account;

import java.time.Instant;

/**
 * A customer.
 *
 * @param balanceNano nano-credits, paid and bonus together
 */
public record Organisation(long id, String name, boolean active, Instant createdAt, long balanceNano) {}
