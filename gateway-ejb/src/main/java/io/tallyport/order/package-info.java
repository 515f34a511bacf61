/**
 * Orders of credits: quoted once with their tax, then on to whatever the payment becomes (money.md section 10). {@link
 * io.tallyport.order.OrderState} says what may follow what. Payments themselves are in {@code payment}.
 */
@NullMarked
package io.tallyport.order;

import org.jspecify.annotations.NullMarked;
