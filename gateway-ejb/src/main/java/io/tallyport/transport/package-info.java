/**
 * HTTP to providers: one call, its connection, its time-outs.
 *
 * <p>{@link Transport} runs on Undertow's client because it is the fastest on the same I/O threads (architecture.md); it
 * owns what that client lacks: a pool, time-outs, and name resolution off the I/O threads. It knows nothing of accounts.
 */
@NullMarked
package io.tallyport.transport;

import org.jspecify.annotations.NullMarked;
