/**
 * {@code /v1/billing/webhook-endpoints} and {@code /v1/billing/balance-alert}: where an organisation is told of what happens, and
 * what was sent there. docs/webhooks.md is for whoever receives them; what payment providers send us comes in at {@code web.hook}.
 */
@NullMarked
package io.tallyport.web.webhook;

import org.jspecify.annotations.NullMarked;
