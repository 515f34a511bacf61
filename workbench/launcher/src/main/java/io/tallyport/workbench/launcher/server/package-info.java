/**
 * One gateway's WildFly: a base folder of its own beside the shared server, a certificate for localhost, the process and
 * the wait until it is ready.
 *
 * <p>How the server is configured is a matter of {@code server-config}; database, setup and upstreams reach it only as the
 * environment of its plan.
 */
@NullMarked
package io.tallyport.workbench.launcher.server;

import org.jspecify.annotations.NullMarked;
