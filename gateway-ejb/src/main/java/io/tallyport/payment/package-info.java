/**
 * Getting paid: what payment providers tell by signed webhooks, and what becomes of it (money.md section 10). An event is a
 * signal only: the payment is fetched again and compared with the order as it was quoted before anything is credited.
 */
@NullMarked
package io.tallyport.payment;

import org.jspecify.annotations.NullMarked;
