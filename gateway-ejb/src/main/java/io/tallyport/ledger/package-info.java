/**
 * Wallets, and the journal that every transaction is written by (money.md sections 2 to 4).
 *
 * <p>Append-only and two-sided: a correction is a new transaction, house accounts have no balance row. An operation is
 * decided once per idempotency key, refusals included. What the operations do to lots is in {@code lot}, revenue and cost
 * are in {@code revenue}, totals and closing in {@code accounting}; calls are posted by {@code settlement}.
 */
@NullMarked
package io.tallyport.ledger;

import org.jspecify.annotations.NullMarked;
