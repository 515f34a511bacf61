/**
 * Revenue from credits as they are used, and what providers are owed for it: hourly roll-ups from the credit ledger and
 * the usage rows to the money ledger (money.md section 2, P4 and P15).
 *
 * <p>Both are cumulative: what should be posted by now less what is posted, rounded down once. So a roll-up may run at any
 * time, on any node, or twice; and 2100 is always what the groups of lots have neither earned nor given back.
 */
@NullMarked
package io.tallyport.revenue;

import org.jspecify.annotations.NullMarked;
