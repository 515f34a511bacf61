/**
 * Gemini {@code generateContent} as an upstream; callers reach it through the other formats' surfaces.
 *
 * <p>Gemini wants its signature of the thinking ahead of a tool call back with the call. No caller's format has a place
 * for it, so it travels inside the call's id ({@link io.tallyport.provider.gemini.SignedCallId}). Signatures of texts are
 * left out: Gemini only recommends them. Out of scope: Vertex AI, files, cached contents, the tools that Google runs.
 */
@NullMarked
package io.tallyport.provider.gemini;

import org.jspecify.annotations.NullMarked;
