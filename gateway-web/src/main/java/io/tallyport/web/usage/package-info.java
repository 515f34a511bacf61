/**
 * What callers read about their calls: sums, lines, tier and balance, under {@code /v1}.
 *
 * <p>A management key sees its organisation, a plain key its own calls only; what is not theirs to see is not found.
 * docs/usage-api.md defines every field.
 */
@NullMarked
package io.tallyport.web.usage;

import org.jspecify.annotations.NullMarked;
