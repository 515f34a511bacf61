/**
 * Stripe as payment provider: Checkout Sessions, refunds, disputes and balance transactions, by {@code stripe-java}, whose own
 * retries are off. Whatever is decided is decided by what Stripe answers when asked; its events only say what to ask about, and
 * are verified by our own rules, not by the library's.
 */
@NullMarked
package io.tallyport.payment.stripe;

import org.jspecify.annotations.NullMarked;
