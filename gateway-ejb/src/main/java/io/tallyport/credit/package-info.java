/**
 * Credit for calls: leases on wallets, and holds on leases (money.md section 5.1 to 5.3).
 *
 * <p>A <em>lease</em> is a durable row that lets this node spend part of a wallet without asking; a <em>hold</em> is one
 * call's in-memory part of it. No call waits for the database while the lease lasts, and the sum of all leases never
 * exceeds the wallet.
 */
@NullMarked
package io.tallyport.credit;

import org.jspecify.annotations.NullMarked;
