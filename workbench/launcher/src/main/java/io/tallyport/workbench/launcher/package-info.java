/**
 * Starts what a Tallyport needs to run on one machine: PostgreSQL, the provider simulator, WildFly with the EAR.
 *
 * <p>{@link io.tallyport.workbench.launcher.Run} is what {@code ./tallyport run} calls, {@link
 * io.tallyport.workbench.launcher.TestBed} the same for tests and the benchmark. It knows the order of the parts, and
 * leaves each part to its package: {@code setup}, {@code postgres} and {@code server}, all of them over {@code machine} and
 * none over another. Never shipped.
 */
@NullMarked
package io.tallyport.workbench.launcher;

import org.jspecify.annotations.NullMarked;
