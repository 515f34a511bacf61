/**
 * The same request under the same key has one effect and one answer, for 30 days (money.md section 10).
 *
 * <p>A key is claimed in a transaction of its own before anything happens; the answer is stored afterwards. Whoever dies in
 * between leaves a claim that ends, and the next request goes on under the same {@code operation} id, which effects carry in
 * unique columns or as the ledger's idempotency key: the claim keeps two from working at once, the operation keeps an effect from
 * happening twice.
 */
@NullMarked
package io.tallyport.idempotency;

import org.jspecify.annotations.NullMarked;
