/**
 * Credit for calls: leases on funds, which are wallets and keys' spend caps, and holds on leases (money.md section 5.1 to 5.3
 * and 5.9).
 *
 * <p>A <em>lease</em> is a durable row that lets this node spend part of a fund without asking; a <em>hold</em> is one
 * call's in-memory part of it. No call waits for the database while the lease lasts, and the sum of all leases never
 * exceeds the fund, on any number of nodes. A node that is short asks the others for what they have free.
 */
@NullMarked
package io.tallyport.credit;

import org.jspecify.annotations.NullMarked;
