/**
 * OpenAI Chat Completions: reading and checking a request, and writing answers, event streams and errors.
 *
 * <p>{@link io.tallyport.workbench.simulator.dialect.openai.OpenAi} is the one thing others call. How long a prefix stays
 * cached is a matter of {@code prompt}.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai;

import org.jspecify.annotations.NullMarked;
