/**
 * What an organisation's calls are charged and allowed: the volume tier that its spend of the last 30 days has reached,
 * or the contract it agreed instead (money.md section 7).
 *
 * <p>Decided on every call without the database: each active wallet's window of hourly sums stands in this node's
 * memory, under the database's clock, kept current by the commits of this node and the announcements of others.
 * Enforcing the limits is out of scope, see {@code limit}.
 */
@NullMarked
package io.tallyport.tier;

import org.jspecify.annotations.NullMarked;
