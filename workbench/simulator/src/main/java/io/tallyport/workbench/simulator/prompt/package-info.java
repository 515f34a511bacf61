/**
 * What the caller sent, reduced to a token count and prefix hashes, and the prompt caches over them.
 *
 * <p>Token rule: {@code ceil(UTF-8 bytes of the textual content / 4)}; see {@link
 * io.tallyport.workbench.simulator.prompt.PromptDigest}. Cache entries are keyed by model and exact
 * prefix, so one changed byte before a breakpoint is a paid miss, as at the real providers.
 */
@NullMarked
package io.tallyport.workbench.simulator.prompt;

import org.jspecify.annotations.NullMarked;
