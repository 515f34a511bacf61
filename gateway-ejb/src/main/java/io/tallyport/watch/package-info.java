/**
 * Looks at what changes without anybody doing it, and tells organisations: a balance below their threshold, another tier. Each is
 * told in the transaction that remembers it, once, on whatever node.
 */
@NullMarked
package io.tallyport.watch;

import org.jspecify.annotations.NullMarked;
