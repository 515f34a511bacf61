/**
 * The credit ledger's wallets and the transactions on them that are not calls (money.md sections 2 to 4).
 *
 * <p>Append-only and two-sided: a correction is a new transaction. Lots, the money ledger and the hash chain are later
 * issues; calls are posted by {@code settlement}.
 */
@NullMarked
package io.tallyport.ledger;

import org.jspecify.annotations.NullMarked;
