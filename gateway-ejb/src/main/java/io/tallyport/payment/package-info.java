/**
 * Getting paid (money.md section 10): payment providers behind one port, and what becomes of a payment. What a webhook tells is
 * a signal only: the payment is fetched again and compared with the order as it was quoted before anything is credited.
 */
@NullMarked
package io.tallyport.payment;

import org.jspecify.annotations.NullMarked;
