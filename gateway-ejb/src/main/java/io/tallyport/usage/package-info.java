/**
 * Rating and usage rows: token counts times dated prices times factors, one rounding (money.md section 6).
 *
 * <p>Tier windows and cache analytics are out of scope so far: the tier is the first one unless a contract says
 * otherwise.
 */
@NullMarked
package io.tallyport.usage;

import org.jspecify.annotations.NullMarked;
