/**
 * Which account of a pool has a call's prompt in its cache: keyed hashes of what providers cache on, a ranking of accounts
 * by them, and the memory of conversations that are not where the ranking says.
 *
 * <p>The ranking is a function, so that nodes agree on it without a word and a restart changes nothing; only exceptions to
 * it are remembered (ADR 8). Out of scope: what an account can take at the moment ({@code pool}), and choosing
 * ({@code route}).
 */
@NullMarked
package io.tallyport.affinity;

import org.jspecify.annotations.NullMarked;
