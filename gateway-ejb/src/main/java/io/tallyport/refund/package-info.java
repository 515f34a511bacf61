/**
 * Money of orders that goes back (money.md P8, section 9): on the books before anybody is asked to pay it out, taken back if
 * it cannot be. What credits a refund takes and what it gives is in {@code lot.Refunds}; payments that no order took are
 * decided about in {@code mismatch} and go back from here as well.
 */
@NullMarked
package io.tallyport.refund;

import org.jspecify.annotations.NullMarked;
