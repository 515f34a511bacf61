/**
 * Who a customer is on its invoices: billing profiles, whose every change is a new version, so that a document can point to
 * the one it was made from. How a profile is taxed is decided in {@code tax}.
 */
@NullMarked
package io.tallyport.billing;

import org.jspecify.annotations.NullMarked;
