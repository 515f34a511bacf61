package io.tallyport.accounting;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.List;

/** What the house pays from its bank account: never more than it owes, which those who pay at once take turns to see. */
@Stateless
public class HousePayments {
    @Inject
    private Journal journal;

    @Inject
    private AccountingStore store;

    /** @param owed a liability, debited against 1110 */
    public Decision pay(String kind, Account owed, long minor, String key, Approval approval) {
        store.lockHousePayments();
        Request request = Request.of(key, kind, owed, minor, approval);
        return journal.once(request, () -> pay(kind, owed, minor, request, approval));
    }

    private Decision pay(String kind, Account owed, long minor, Request request, Approval approval) {
        BigInteger standing = store.total(owed).negate();
        if (standing.compareTo(BigInteger.valueOf(minor)) < 0) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "Account " + owed.accountClass() + " " + owed.detail() + " owes " + standing + " minor units of "
                            + owed.unit() + ", less than " + minor + ".");
        }
        Account bank = Account.ofMoney("1110", owed.unit(), "");
        return new Decision.Posted(
                journal.post(Transaction.of(kind, request, approval), List.of(journal.money(owed, bank, minor))));
    }
}
