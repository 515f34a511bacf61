/**
 * Acts on what {@code proof} finds: proves the books by timers, on one node at a time, stops a wallet whose books do not
 * prove, and releases it when two people say so.
 *
 * <p>A breach is looked at again under the wallet's lock before anything is stopped; other wallets go on.
 */
@NullMarked
package io.tallyport.review;

import org.jspecify.annotations.NullMarked;
