package io.tallyport.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One two-sided row to be posted: {@code amount} above 0 in {@code unit}, from the account debited to the one credited.
 *
 * @param walletId the customer among whose entries it stands; null for money
 * @param receiverId the other customer, of a move between two
 */
public record Line(
        long debitAccount,
        long creditAccount,
        String unit,
        long amount,
        @Nullable Long walletId,
        @Nullable Long lotId,
        @Nullable Long receiverId) {

    public static Line credits(long debitAccount, long creditAccount, long nano, long walletId, @Nullable Long lotId) {
        return new Line(debitAccount, creditAccount, Account.CREDITS, nano, walletId, lotId, null);
    }
}
