package io.tallyport.ledger;

/**
 * A wallet as it stands; nano-credits.
 *
 * @param debt what the customer owes, within the cap agreed
 * @param leased the part that nodes hold to serve calls from
 */
public record Balance(long paid, long bonus, long debt, long leased, long frozen) {

    public long total() {
        return Math.addExact(paid, bonus);
    }
}
