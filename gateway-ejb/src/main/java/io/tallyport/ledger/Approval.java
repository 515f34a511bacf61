package io.tallyport.ledger;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;

/** Who asked for a posting, who let it pass, and why; both are e-mail addresses of people who sign in. */
public record Approval(String actor, String approver, String reason) {

    /** @throws GatewayException 422 if one person plays both parts or gives no reason */
    public void requireTwoPeople() {
        if (actor.isBlank() || approver.isBlank() || actor.equalsIgnoreCase(approver)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "This needs two people: one who asks and another who approves.");
        }
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "This needs a reason.");
        }
    }
}
