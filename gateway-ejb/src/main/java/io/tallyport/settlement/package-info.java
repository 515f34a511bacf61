/**
 * Settlement of finished calls by group commit: usage row, ledger transaction and entries, wallet, lease and spend bucket
 * in one transaction per batch (money.md section 5.4 to 5.7).
 *
 * <p>No commit, no debit: a call whose caller was told of failure is withdrawn or reversed.
 */
@NullMarked
package io.tallyport.settlement;

import org.jspecify.annotations.NullMarked;
