/**
 * {@code /v1/billing}: who a customer is on its invoices, what can be bought, orders and their payment. docs/billing-api.md defines
 * every field; roles are in {@link io.tallyport.key.KeyRole}.
 */
@NullMarked
package io.tallyport.web.billing;

import org.jspecify.annotations.NullMarked;
