/**
 * What the launcher asks of the machine it runs on: child processes, free ports, folders, files for their owner alone and
 * the secrets kept in them; what is in the way is said by {@link io.tallyport.workbench.launcher.machine.CannotStart}.
 *
 * <p>Every process is a child of ours in a session of its own, so that Ctrl-C reaches the launcher alone and it stops them
 * in order. Which programs run, and with what arguments, is no matter of this package.
 */
@NullMarked
package io.tallyport.workbench.launcher.machine;

import org.jspecify.annotations.NullMarked;
