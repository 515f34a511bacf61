/**
 * Webhooks to customers: Standard Webhooks 1.0.0 (money.md section 10, docs/webhooks.md). {@link
 * io.tallyport.notify.Notifications#raise} writes what happened into the caller's transaction, with a delivery for each endpoint
 * that wants it; the worker sends them from there, on any node, until the endpoint took them or the schedule is over. Delivery is
 * at least once: a node may die after the endpoint has answered. Where requests may go is {@code outbound}'s matter.
 */
@NullMarked
package io.tallyport.notify;

import org.jspecify.annotations.NullMarked;
