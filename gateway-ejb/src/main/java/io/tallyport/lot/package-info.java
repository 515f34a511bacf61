/**
 * Lots of credits and the operations on them that are not calls: top-ups with their bonus, adjustments, refunds, expiry,
 * moves, debits given back, and what disputes freeze and take (money.md sections 8 and 9).
 *
 * <p>{@link CreditLedger} is the way in. Each operation is one transaction that locks the wallet first; credits that leave
 * a lot unused give their group a new base, after its revenue so far was posted. Payments, tax and documents are not here.
 */
@NullMarked
package io.tallyport.lot;

import org.jspecify.annotations.NullMarked;
