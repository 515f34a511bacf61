package io.tallyport.credit;

import org.jspecify.annotations.Nullable;

/**
 * What leases are drawn on: a wallet, or the spend cap of one of its organisation's keys.
 *
 * @param keyId null: the wallet itself
 */
record Fund(long walletId, @Nullable String keyId) {
    private static final String SEPARATOR = " ";

    static Fund wallet(long id) {
        return new Fund(id, null);
    }

    /** Reads what {@link #toString} writes. */
    static Fund parse(String text) {
        String[] parts = text.split(SEPARATOR, 2);
        return new Fund(Long.parseLong(parts[0]), parts.length == 1 ? null : parts[1]);
    }

    /** Of its leases, as the database names it. */
    String leaseKind() {
        return keyId == null ? "NODE" : "KEY";
    }

    @Override
    public String toString() {
        return keyId == null ? Long.toString(walletId) : walletId + SEPARATOR + keyId;
    }
}
