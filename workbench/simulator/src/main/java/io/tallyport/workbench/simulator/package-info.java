/** A provider simulator speaking Anthropic Messages and OpenAI Chat Completions over real HTTP. */
@NullMarked
package io.tallyport.workbench.simulator;

import org.jspecify.annotations.NullMarked;
