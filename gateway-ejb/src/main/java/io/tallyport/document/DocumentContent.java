package io.tallyport.document;

import java.time.LocalDate;

/**
 * All that a document says. It is stored with the document's number, and its files are made from it alone, now or after a
 * failure: nothing else is asked.
 */
public sealed interface DocumentContent permits InvoiceContent, ReceiptContent, StatementContent {
    DocumentType type();

    String number();

    /** In the seller's zone. */
    LocalDate issued();

    /** en, de, fr or es. */
    String language();

    Party seller();

    Party buyer();

    /** The same with its number, and the day that it got it. */
    DocumentContent numbered(String number, LocalDate issued);
}
