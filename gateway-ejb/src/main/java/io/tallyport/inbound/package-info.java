/**
 * Webhooks of payment providers: verified over their raw bytes, stored once before the provider gets its answer, and looked at
 * afterwards until something came of each (money.md section 10). What becomes of a payment is {@code payment}'s.
 */
@NullMarked
package io.tallyport.inbound;

import org.jspecify.annotations.NullMarked;
