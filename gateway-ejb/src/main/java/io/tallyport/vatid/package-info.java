/**
 * VAT identifiers: whether one can exist (syntax and check digits), and whether the register of the member states (VIES)
 * knows it under the buyer's name. What the register said is kept, with its consultation number, as proof.
 *
 * <p>A register that cannot be asked says nothing: {@code UNAVAILABLE} is never taken for invalid.
 */
@NullMarked
package io.tallyport.vatid;

import org.jspecify.annotations.NullMarked;
