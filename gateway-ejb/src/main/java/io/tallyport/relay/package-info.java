/**
 * One metered call from admission to settlement: the steps of architecture.md's &quot;way of one call&quot;.
 *
 * <p>No thread waits: every step after the hold runs on the call's I/O thread or on a commit thread, and where tokens must
 * be counted here, that alone on one of the server's executor.
 */
@NullMarked
package io.tallyport.relay;

import org.jspecify.annotations.NullMarked;
