/**
 * An upstream's answer told in the caller's format while it streams: a vendor's reader on one end, a vendor's writer on
 * the other, usage and the end of the answer watched in between.
 */
@NullMarked
package io.tallyport.translation;

import org.jspecify.annotations.NullMarked;
