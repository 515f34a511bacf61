/**
 * What is sold: packages of credits with a price in each currency, and the bonus that comes with an order. A price is never
 * converted and never changed: a package's row ends and another begins.
 */
@NullMarked
package io.tallyport.offer;

import org.jspecify.annotations.NullMarked;
