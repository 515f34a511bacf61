/**
 * The way back to the caller over JAX-RS's asynchronous output: no thread waits for a slow reader.
 */
@NullMarked
package io.tallyport.web.answer;

import org.jspecify.annotations.NullMarked;
