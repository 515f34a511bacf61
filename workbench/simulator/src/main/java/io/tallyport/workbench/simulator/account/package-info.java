/**
 * Everything kept for one account, that is, for one presented credential: its prompt cache, the
 * directives waiting for its next calls, the tally of what it was served, and its latest requests.
 * Nothing here knows a wire format.
 */
@NullMarked
package io.tallyport.workbench.simulator.account;

import org.jspecify.annotations.NullMarked;
