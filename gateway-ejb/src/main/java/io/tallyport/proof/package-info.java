/**
 * Proves the books: invariants in SQL, and a chain of hashes over every wallet's entries (money.md section 4).
 *
 * <p>The same queries serve the timer, {@code ./tallyport verify} and the tests; what needs no container here works over any
 * connection. The chain is written after the entries, never in their way, and a wallet whose books do not prove is stopped
 * alone. Form and limits: docs/ledger.md. Invariants of payments and documents come with these.
 */
@NullMarked
package io.tallyport.proof;

import org.jspecify.annotations.NullMarked;
