/**
 * Conversations as agents have them: instructions and tools that many share, a history that grows, breakpoints where
 * clients put them; and how much of each prompt a cache could have had.
 *
 * <p>Everything follows from a seed. Where the calls go, and what is made of their turns, is for the caller to say.
 */
@NullMarked
package io.tallyport.workbench.bench.conversation;

import org.jspecify.annotations.NullMarked;
