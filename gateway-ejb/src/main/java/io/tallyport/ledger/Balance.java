package io.tallyport.ledger;

/**
 * A wallet as it stands; nano-credits.
 *
 * @param leased the part that nodes hold to serve calls from
 */
public record Balance(long paid, long bonus, long leased, long frozen) {

    public long total() {
        return Math.addExact(paid, bonus);
    }
}
