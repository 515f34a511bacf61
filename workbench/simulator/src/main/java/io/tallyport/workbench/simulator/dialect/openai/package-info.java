/**
 * OpenAI: which path is answered by which package below, and the headers and errors that all of them share.
 *
 * <p>{@link io.tallyport.workbench.simulator.dialect.openai.OpenAi} is the one thing others call. How long a prefix stays
 * cached is a matter of {@code prompt}.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai;

import org.jspecify.annotations.NullMarked;
