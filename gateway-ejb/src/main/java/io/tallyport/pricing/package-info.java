/**
 * Prices come from a file, in two steps: sending it in makes a draft that shows every change, and applying the draft makes
 * exactly these changes in one transaction (docs/prices.md).
 *
 * <p>A draft keeps the file, and its changes are worked out from it again when it is applied: should they be others than
 * its author was shown, because the book has changed since, it is refused. Prices are dated rows; none is ever edited.
 */
@NullMarked
package io.tallyport.pricing;

import org.jspecify.annotations.NullMarked;
