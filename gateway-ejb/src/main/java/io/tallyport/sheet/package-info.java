/**
 * A document in words: every text that stands on its pages, formatted in the buyer's language, in the order it is read.
 *
 * <p>Nothing is computed here but presentation: amounts, tax and wording come from {@code document} as they were frozen. How it
 * is drawn is in {@code rendering}.
 */
@NullMarked
package io.tallyport.sheet;

import org.jspecify.annotations.NullMarked;
