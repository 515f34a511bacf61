package io.tallyport.ledger;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import java.util.UUID;

/** What became of an operation; it is decided once per idempotency key and then stays. */
public sealed interface Decision {

    /** Why an operation was refused, in the order in which the reasons are looked for. */
    enum Refusal {
        NOT_FOUND,
        OTHER_CUSTOMER,
        NOTHING_TO_REVERSE,
        ALREADY_REVERSED,
        INSUFFICIENT_CREDITS
    }

    record Posted(UUID transactionId) implements Decision {}

    /** @param message fit for the caller: what is wrong and what to do */
    record Refused(Refusal refusal, String message) implements Decision {}

    static Decision refused(Refusal refusal, String message) {
        return new Refused(refusal, message);
    }

    /** @throws GatewayException 404 or 422 if it was refused; the refusal stays on record */
    default UUID orThrow() {
        return switch (this) {
            case Posted posted -> posted.transactionId();
            case Refused refused ->
                throw new GatewayException(
                        refused.refusal() == Refusal.NOT_FOUND ? ErrorCode.NOT_FOUND : ErrorCode.UNPROCESSABLE,
                        refused.message());
        };
    }
}
