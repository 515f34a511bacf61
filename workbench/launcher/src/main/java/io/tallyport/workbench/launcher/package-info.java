/**
 * Starts what a Tallyport needs to run on one machine: PostgreSQL, the provider simulator, WildFly with the EAR.
 *
 * <p>{@link io.tallyport.workbench.launcher.Run} is what {@code ./tallyport run} calls, {@link
 * io.tallyport.workbench.launcher.TestBed} the same for tests and the benchmark. Every process is a child of ours in a
 * session of its own, so that Ctrl-C reaches the launcher alone and it stops them in order. Never shipped.
 */
@NullMarked
package io.tallyport.workbench.launcher;

import org.jspecify.annotations.NullMarked;
