package io.tallyport.ledger;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import java.text.Normalizer;
import java.util.Locale;

/** Who asked for a posting, who let it pass, and why; both are e-mail addresses of people who sign in. */
public record Approval(String actor, String approver, String reason) {

    /** @throws GatewayException 422 if one person plays both parts or gives no reason */
    public void requireTwoPeople() {
        if (actor.isBlank() || approver.isBlank() || isOnePerson(actor, approver)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "This needs two people: one who asks and another who approves.");
        }
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "This needs a reason.");
        }
    }

    /** However the address is spelt: capitals, full-width letters, spaces around it; {@code one_person} in SQL is the same. */
    public static boolean isOnePerson(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String person) {
        return Normalizer.normalize(person.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
