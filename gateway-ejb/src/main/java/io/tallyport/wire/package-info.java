/**
 * Bytes of JSON and of server-sent events: cut, walked and written without building a tree per event.
 *
 * <p>Knows no vendor. Out of scope: what the fields mean, see {@code provider}.
 */
@NullMarked
package io.tallyport.wire;

import org.jspecify.annotations.NullMarked;
