/**
 * Invoices as software reads them: EN 16931 in both its syntaxes, CII (which a Factur-X PDF carries) and UBL, written from what
 * the document says, and the gate that a draft must pass before it gets a number.
 *
 * <p>The gate reads the written CII again and holds it against rules of our own, which are exact, and against the official
 * Schematron, which tolerates a unit of tax and three wrong categories (invoice-golden.md).
 */
@NullMarked
package io.tallyport.einvoice;

import org.jspecify.annotations.NullMarked;
