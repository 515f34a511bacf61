/**
 * The books as a whole: totals of accounts, trial balance, history, period close, the timers of what is posted without anyone
 * asking (money.md sections 2 and 4), and what two people pay for the house (P14, P15).
 *
 * <p>No house account has a balance row: a total is the last snapshot and the entries since. Invariants and the hash chain
 * are not here.
 */
@NullMarked
package io.tallyport.accounting;

import org.jspecify.annotations.NullMarked;
