/**
 * Tax on sales of credits: which rule applies ({@code tax-table.txt} and a small engine), which rate, how much, and the
 * snapshot that is frozen with a quote (money.md section 11).
 *
 * <p>A day is a day of the place whose rate it is. A sale that no rule knows, or whose rate nobody confirmed, is refused; it
 * is never 0 per cent. Who sells is in {@code seller}, VAT identifiers in {@code vatid}.
 */
@NullMarked
package io.tallyport.tax;

import org.jspecify.annotations.NullMarked;
