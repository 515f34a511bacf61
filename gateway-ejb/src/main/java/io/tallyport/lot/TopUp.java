package io.tallyport.lot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credits to be issued for a payment; nano-credits.
 *
 * @param bonusExpiresAt null: never; paid credits never expire
 */
public record TopUp(
        long walletId,
        Sale sale,
        long paidNano,
        long bonusNano,
        @Nullable Instant bonusExpiresAt) {

    /**
     * What credits were sold for; minor units of {@code currency}.
     *
     * @param source where the money is when the credits are issued
     * @param provider of the payment; empty for a bank transfer
     * @param taxPpm the rate, parts per million; refunds credit tax at it
     * @param taxDetail jurisdiction and scheme, as in account 2200
     */
    public record Sale(
            Source source,
            String provider,
            String currency,
            long net,
            long tax,
            int taxPpm,
            String taxDetail,
            @Nullable Long orderId,
            @Nullable Long taxSnapshotId) {

        /** Kind of the transaction and class of the account debited. */
        public enum Source {
            PAYMENT("P1", "1100"),
            /** A payment that stood in 2190 until two people let its order have it. */
            HELD_PAYMENT("P1", "2190"),
            BANK_TRANSFER("P13", "2190");

            final String kind;
            final String accountClass;

            Source(String kind, String accountClass) {
                this.kind = kind;
                this.accountClass = accountClass;
            }
        }

        /** A card payment without tax. */
        public static Sale untaxed(String provider, String currency, long net) {
            return new Sale(Source.PAYMENT, provider, currency, net, 0, 0, "", null, null);
        }
    }
}
