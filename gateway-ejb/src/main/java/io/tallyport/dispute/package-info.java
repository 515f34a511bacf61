/**
 * Disputes of payments, as the provider tells of them (money.md section 9, P10 and P11): whoever disputes gets the money back
 * from the provider at once, so that the credits left of it are frozen until it is decided. The postings are in
 * {@code lot.Chargebacks}; answering a dispute is done at the provider.
 */
@NullMarked
package io.tallyport.dispute;

import org.jspecify.annotations.NullMarked;
