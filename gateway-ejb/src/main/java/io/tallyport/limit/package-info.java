/**
 * How much may come in: requests per minute of addresses, keys and organisations, calls and connections at once, request
 * bodies in memory; decided in this node's memory, never by a remote call (docs/limits.md).
 *
 * <p>Nodes mirror each other's counts: once a second each tells what it let through and what it may let through until it
 * tells again, and takes a share of what nobody has claimed. Together they exceed a limit by at most a sixtieth of it per
 * node and second. What money may be spent is {@code credit}'s.
 */
@NullMarked
package io.tallyport.limit;

import org.jspecify.annotations.NullMarked;
