/** How documents look: a stand-in for what the branch {@code render} brings. */
@NullMarked
package io.tallyport.rendering;

import org.jspecify.annotations.NullMarked;
