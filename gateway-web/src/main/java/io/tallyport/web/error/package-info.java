/**
 * Errors in the shape of the protocol the caller speaks.
 */
@NullMarked
package io.tallyport.web.error;

import org.jspecify.annotations.NullMarked;
