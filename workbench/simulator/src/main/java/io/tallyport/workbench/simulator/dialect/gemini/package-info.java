/**
 * Gemini's generateContent, plain and streamed, and countTokens.
 *
 * <p>{@link io.tallyport.workbench.simulator.dialect.gemini.Gemini} is the one thing others call. Field names may be written
 * with humps or with underscores, as the API takes both.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.gemini;

import org.jspecify.annotations.NullMarked;
