/** What Gemini refuses, in its own words. Contents of nothing but texts never get here as trees. */
@NullMarked
package io.tallyport.workbench.simulator.dialect.gemini.rules;

import org.jspecify.annotations.NullMarked;
