/**
 * Anthropic Messages, as callers speak it and as upstreams do: what the gateway must read of bytes that pass, and the
 * translation from and to the neutral model.
 *
 * <p>What is not translated is refused by its path in the request, in Anthropic's words. An answer is written by one
 * state machine, {@code MessageWriter}, whether it goes out as a stream or whole.
 */
@NullMarked
package io.tallyport.provider.anthropic;

import org.jspecify.annotations.NullMarked;
