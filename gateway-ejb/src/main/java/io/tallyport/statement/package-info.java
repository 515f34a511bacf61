/**
 * Statements of an organisation's wallet: every ledger entry between two moments, from opening to closing balance (money.md
 * section 12), as CSV.
 *
 * <p>Entries are read a page at a time in their order, up to the last one there was at the start: nothing is held in memory
 * and no transaction stays open while a caller reads slowly, yet every page belongs to the same state of the books, since
 * entries never change and each wallet's come in the order of their commits. Invoices are not made here.
 */
@NullMarked
package io.tallyport.statement;

import org.jspecify.annotations.NullMarked;
