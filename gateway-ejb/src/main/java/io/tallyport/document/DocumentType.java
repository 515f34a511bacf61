package io.tallyport.document;

/** What a document is. Invoices, credit notes and receipts are numbered without gaps per seller and year. */
public enum DocumentType {
    INVOICE,
    CREDIT_NOTE,
    RECEIPT,
    /** Asks for a bank transfer; named by its order's reference. */
    PRO_FORMA,
    /** A month's usage; named by organisation and month. */
    STATEMENT;

    /** Whether its number comes from a gapless series. */
    public boolean isNumbered() {
        return this == INVOICE || this == CREDIT_NOTE || this == RECEIPT;
    }

    /** Whether it is an invoice to software too: a CII and a UBL file beside its page. */
    public boolean isElectronic() {
        return this == INVOICE || this == CREDIT_NOTE;
    }

    /** What its series adds to the seller's code. */
    String letter() {
        return switch (this) {
            case CREDIT_NOTE -> "C";
            case RECEIPT -> "R";
            case INVOICE, PRO_FORMA, STATEMENT -> "";
        };
    }
}
