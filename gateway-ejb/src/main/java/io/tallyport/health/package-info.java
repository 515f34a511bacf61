/**
 * Honest health: database, ledger writer, at least one usable upstream.
 *
 * <p>Beans implementing MicroProfile's {@code HealthCheck}, published by our own resource, since the server ignores
 * checks inside an EAR (WFLY-12835).
 */
@NullMarked
package io.tallyport.health;

import org.jspecify.annotations.NullMarked;
