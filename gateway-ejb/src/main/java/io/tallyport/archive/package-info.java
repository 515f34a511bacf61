/**
 * Turns a drawn PDF into the file that is kept: PDF/A-3 metadata, the invoice as XML inside, then a signature over all of it.
 *
 * <p>The order is binding: whatever is changed after signing breaks the signature. Same input, same bytes: nothing here reads a
 * clock or draws a random number.
 */
@NullMarked
package io.tallyport.archive;

import org.jspecify.annotations.NullMarked;
