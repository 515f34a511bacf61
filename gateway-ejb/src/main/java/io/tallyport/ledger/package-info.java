/**
 * The credit ledger: wallets, leases, holds and settlement by group commit (money.md sections 2 to 5).
 *
 * <p>A <em>lease</em> is a durable row that lets this node spend part of a wallet without asking; a <em>hold</em> is one
 * call's in-memory part of it. Lots, the money ledger and the hash chain are later issues.
 */
@NullMarked
package io.tallyport.ledger;

import org.jspecify.annotations.NullMarked;
