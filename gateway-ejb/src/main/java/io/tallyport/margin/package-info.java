/**
 * What each model leaves us at every tier, what providers charge us on each account, and who opened a model after seeing
 * its margin.
 *
 * <p>A model's margin is taken against the dearest enabled account that serves it, at the provider's list price where no
 * cost was agreed. Out of scope: revenue and cost in money, which the ledger's hourly roll-up books.
 */
@NullMarked
package io.tallyport.margin;

import org.jspecify.annotations.NullMarked;
