/**
 * Accounts at providers and the way to them: choice, connections, transport.
 *
 * <p>{@link Transport} runs on Undertow's client because it is the fastest on the same I/O threads (architecture.md); it
 * owns what that client lacks: a pool, time-outs, and name resolution off the I/O threads. Cache affinity and account
 * health beyond connect failures are a later issue.
 */
@NullMarked
package io.tallyport.upstream;

import org.jspecify.annotations.NullMarked;
