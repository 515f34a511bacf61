/**
 * The one table from cause to HTTP status, and the one exception that carries it.
 *
 * <p>Capabilities throw {@link GatewayException}; each inbound protocol renders it in its own JSON shape.
 */
@NullMarked
package io.tallyport.error;

import org.jspecify.annotations.NullMarked;
