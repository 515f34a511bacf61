package io.tallyport.einvoice;

/**
 * What credit notes of the same lots have credited before; minor units. The parts' tax adds up to the tax on the whole, so each
 * part's depends on those before it.
 */
public record Credited(long net, long tax) {
    /** Nothing yet; of an invoice, always. */
    public static final Credited NONE = new Credited(0, 0);
}
