/** Chat Completions: reading and checking a request, and writing answers and event streams. */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai.chat;

import org.jspecify.annotations.NullMarked;
