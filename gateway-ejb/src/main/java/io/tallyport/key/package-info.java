/**
 * API keys: {@code sk-tp-} (calls) or {@code mk-tp-} (management) + 12-character public id + 43-character secret, shown
 * once.
 *
 * <p>A key is found by its public id, compared by a keyed digest first and by bcrypt only if that fits, once per key and
 * node; a verified key is remembered. Every second a node reads what was changed since, by the transaction number that each
 * change leaves on its row (V060): nothing is read twice for nothing, and no order of commits hides a change. Spend caps
 * are set here and enforced by {@code credit}.
 */
@NullMarked
package io.tallyport.key;

import org.jspecify.annotations.NullMarked;
