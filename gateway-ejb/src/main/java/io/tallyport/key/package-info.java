/**
 * API keys: {@code sk-tp-} (calls) or {@code mk-tp-} (management) + 12-character public id + 43-character secret, shown
 * once.
 *
 * <p>A key is found by its public id, compared by a keyed digest first and by bcrypt only if that fits, once per key and
 * node; a verified key is remembered. Revocations are read every two seconds. Spend caps are a later issue.
 */
@NullMarked
package io.tallyport.key;

import org.jspecify.annotations.NullMarked;
