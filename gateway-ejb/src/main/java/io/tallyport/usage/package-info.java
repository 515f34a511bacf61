/**
 * Rating and usage rows: token counts times dated prices times factors, one rounding (money.md section 6).
 *
 * <p>Which tier applies is out of scope, see {@code tier}; cache analytics are so far.
 */
@NullMarked
package io.tallyport.usage;

import org.jspecify.annotations.NullMarked;
