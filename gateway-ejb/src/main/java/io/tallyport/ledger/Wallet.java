package io.tallyport.ledger;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;

/** A wallet under its lock, with its accounts; nano-credits. */
public record Wallet(
        long id,
        long paid,
        long bonus,
        long leased,
        long frozen,
        long debt,
        long paidAccount,
        long bonusAccount,
        long debtAccount) {

    /** What neither nodes hold nor a dispute has frozen. */
    public long free() {
        return Math.subtractExact(Math.addExact(paid, bonus), Math.addExact(leased, frozen));
    }

    /** @throws GatewayException 422 if the balance would leave the range of nano-credits (9.2e9 credits) */
    public void requireRoomFor(long more) {
        try {
            Math.addExact(Math.addExact(paid, bonus), more);
        } catch (ArithmeticException e) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "A wallet holds at most 9,223,372,036 credits; send a smaller amount.");
        }
    }
}
