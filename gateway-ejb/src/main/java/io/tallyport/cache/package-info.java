/**
 * What prompt caches save, cost and need to pay: arithmetic only, over token counts, price rows and factors.
 *
 * <p>Rates are parts per million, amounts exact rationals until their one rounding, so that every figure can be computed
 * again from usage rows and prices. Where the counts come from is {@code report}'s.
 */
@NullMarked
package io.tallyport.cache;

import org.jspecify.annotations.NullMarked;
