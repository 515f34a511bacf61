/**
 * The payment provider of demos and tests: a hosted page and signed webhooks that the workbench serves. Its money is not
 * real.
 */
@NullMarked
package io.tallyport.payment.sandbox;

import org.jspecify.annotations.NullMarked;
