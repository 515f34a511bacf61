/**
 * Who sells credits: the legal entities that stand on invoices, where each is registered for tax, and what each has sold
 * to consumers of other member states this year. An order names its seller before its price is quoted.
 */
@NullMarked
package io.tallyport.seller;

import org.jspecify.annotations.NullMarked;
