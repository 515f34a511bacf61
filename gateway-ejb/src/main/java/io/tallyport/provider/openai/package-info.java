/**
 * OpenAI Chat Completions, as callers and as upstreams of OpenAI and its like speak it: what the gateway must read of a
 * request, usage as it passes by, and answers told in neutral events.
 *
 * <p>Whole requests are read and written in {@code request}.
 */
@NullMarked
package io.tallyport.provider.openai;

import org.jspecify.annotations.NullMarked;
