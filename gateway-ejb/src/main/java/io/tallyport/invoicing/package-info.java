/**
 * Makes documents from what was frozen when they were caused: an order's tax snapshot and its credit, a refund, a month. The
 * queue {@code document_work} is written by the database with the cause; a worker on any node builds the draft, has it checked
 * ({@code einvoice}), numbered ({@code document}) and drawn ({@code rendering}).
 *
 * <p>What may fail or take long happens before the number (then there is none yet) or after it (then it stays, and its files
 * are tried again).
 */
@NullMarked
package io.tallyport.invoicing;

import org.jspecify.annotations.NullMarked;
