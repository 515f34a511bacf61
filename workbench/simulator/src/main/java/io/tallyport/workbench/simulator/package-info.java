/**
 * A provider simulator: speaks Anthropic Messages, OpenAI Chat Completions, Responses and Embeddings, and Gemini
 * generateContent over real HTTP.
 *
 * <p>Everything it answers follows from the request alone (or from a recording), so that a gateway's
 * books can be reconciled against {@code GET /_sim/tally} to the token. All work happens on the I/O
 * threads; pacing, pauses and delays are timers of those threads, never sleeping threads.
 *
 * <p>Out of scope: server-side tools, files, batches and stored responses; replay a recording for those.
 */
@NullMarked
package io.tallyport.workbench.simulator;

import org.jspecify.annotations.NullMarked;
