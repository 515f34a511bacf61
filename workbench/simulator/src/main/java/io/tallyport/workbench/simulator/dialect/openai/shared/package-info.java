/** What OpenAI's paths have in common: errors, refusals in its own words, and rules of functions and formats. */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai.shared;

import org.jspecify.annotations.NullMarked;
