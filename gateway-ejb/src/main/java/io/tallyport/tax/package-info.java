/**
 * Tax: so far the dated standard rates of value added tax, looked up by tax point.
 *
 * <p>A day is a day of the country whose rate it is. Rules, reverse charge, VAT IDs and snapshots are a later issue.
 */
@NullMarked
package io.tallyport.tax;

import org.jspecify.annotations.NullMarked;
