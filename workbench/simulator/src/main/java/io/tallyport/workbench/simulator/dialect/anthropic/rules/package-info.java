/**
 * What Anthropic refuses, in its own words. Only requests with more in them than words get here as trees: see {@code
 * AnthropicPrompt}.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import org.jspecify.annotations.NullMarked;
