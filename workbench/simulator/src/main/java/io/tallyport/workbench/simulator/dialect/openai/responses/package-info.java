/**
 * Responses: reading and checking a request with its items, and writing the response object and its event stream. Nothing is
 * stored: a call that names an earlier response is refused, as for one that is gone.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai.responses;

import org.jspecify.annotations.NullMarked;
