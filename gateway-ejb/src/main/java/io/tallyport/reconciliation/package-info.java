/**
 * The nightly three-way match: what a payment provider has of our money, what 1100 says, and the orders, refunds and disputes
 * (money.md L81). Fees and payouts are booked from the provider's own lines, each once. A difference is a row and an alert for people; nothing is
 * ever adjusted by itself.
 */
@NullMarked
package io.tallyport.reconciliation;

import org.jspecify.annotations.NullMarked;
