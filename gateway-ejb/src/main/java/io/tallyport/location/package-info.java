/** What says where a buyer is, kept with who says it, and whether it agrees (money.md section 11). Rates are {@code tax}'s. */
@NullMarked
package io.tallyport.location;

import org.jspecify.annotations.NullMarked;
