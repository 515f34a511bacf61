/**
 * Payments that no order took, because they differ from the quote, came late or twice: their money stands in 2190 of the
 * provider until two people decide (money.md section 10). {@code payment.Crediting} puts them there.
 */
@NullMarked
package io.tallyport.mismatch;

import org.jspecify.annotations.NullMarked;
