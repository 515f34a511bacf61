/**
 * Currencies and what a euro costs in them on a day. Packages have prices of their own in every currency they are sold in:
 * nothing is sold at these rates.
 */
@NullMarked
package io.tallyport.currency;

import org.jspecify.annotations.NullMarked;
