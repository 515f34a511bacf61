/**
 * Anthropic Messages: reading and checking a request with its cache breakpoints, and writing answers, event streams and
 * errors.
 *
 * <p>{@link io.tallyport.workbench.simulator.dialect.anthropic.Anthropic} is the one thing others call. How long a prefix
 * stays cached is a matter of {@code prompt}.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
