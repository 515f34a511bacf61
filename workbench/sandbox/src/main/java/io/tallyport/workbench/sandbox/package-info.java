/**
 * The payment sandbox: a provider whose money is not real. It serves the REST interface that the gateway's
 * {@code payment.sandbox} speaks, a hosted payment page, controls for what happens to money afterwards (disputes, refunds
 * that fail, payouts), and signs its webhooks as Stripe does; beside it a stand-in for the register of VAT identifiers.
 *
 * <p>What it knows is kept in a file if one is given. Webhooks that are due are not: the gateway asks again by itself.
 */
@NullMarked
package io.tallyport.workbench.sandbox;

import org.jspecify.annotations.NullMarked;
