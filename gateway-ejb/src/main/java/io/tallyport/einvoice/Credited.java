package io.tallyport.einvoice;

/**
 * What was refunded of the same lots before, and stood then; minor units. The parts' tax adds up to the tax on the whole, so each
 * part's depends on those before it.
 */
public record Credited(long net, long tax) {
    /** Nothing yet; of an invoice for a sale, always. */
    public static final Credited NONE = new Credited(0, 0);
}
