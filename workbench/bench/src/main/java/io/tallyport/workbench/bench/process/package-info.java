/**
 * The processes beside the gateway's, nginx and the simulator, and what any process costs: CPU time, memory, a profile.
 *
 * <p>WildFly and PostgreSQL are started by the launcher.
 */
@NullMarked
package io.tallyport.workbench.bench.process;

import org.jspecify.annotations.NullMarked;
