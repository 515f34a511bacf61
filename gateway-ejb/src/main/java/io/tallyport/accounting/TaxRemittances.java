package io.tallyport.accounting;

import io.tallyport.database.Retries;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tax that was paid to an authority from our bank account: 2200 → 1110 (P14). */
@ApplicationScoped
public class TaxRemittances {
    @Inject
    private HousePayments payments;

    /**
     * @param detail whose tax and under which scheme, as the trial balance has it
     * @param minor above 0, minor units of {@code currency}; at most what stands in the account
     * @param key once under it
     * @throws GatewayException 422 if one person plays both parts or it is more than is owed
     */
    public UUID remit(String detail, String currency, long minor, String key, Approval approval) {
        approval.requireTwoPeople();
        if (minor <= 0) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "A remittance needs an amount above 0.");
        }
        Account owed = Account.ofMoney("2200", currency, detail);
        return Retries.run(() -> payments.pay("P14", owed, minor, key, approval))
                .orThrow();
    }
}
