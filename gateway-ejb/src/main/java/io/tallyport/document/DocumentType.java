package io.tallyport.document;

/** What a document is. Invoices, credit notes and receipts are numbered without gaps per seller and year. */
public enum DocumentType {
    INVOICE,
    CREDIT_NOTE,
    RECEIPT,
    /** Asks for a bank transfer; named by its order's reference. */
    PRO_FORMA,
    /** A month's usage; named by organisation and month. */
    STATEMENT
}
