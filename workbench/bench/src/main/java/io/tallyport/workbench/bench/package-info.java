/**
 * {@code ./tallyport bench}: load through the gateway, direct to the simulator and through nginx, and the books after it.
 *
 * <p>Here stands what is measured, in which order, on which rig and against which goals. How a load is made is a matter of
 * {@code load}, over which stands {@code upstream}, over it {@code books}, over them {@code process} and {@code report},
 * which do not know each other. Never shipped.
 */
@NullMarked
package io.tallyport.workbench.bench;

import org.jspecify.annotations.NullMarked;
