/**
 * Buys again by itself: whoever agreed to it has a saved payment method charged for one order whenever the balance is below a
 * threshold, within a monthly cap. It happens off the way of calls, one order at a time; three failures in a row stop it.
 */
@NullMarked
package io.tallyport.autotopup;

import org.jspecify.annotations.NullMarked;
