package io.tallyport.reconciliation;

import io.tallyport.ledger.Account;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.BalanceLine.Type;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a provider's balance over, and books of them what nothing else books: fees and payouts. */
@Stateless
public class BalanceBook {
    @Inject
    private ReconciliationStore store;

    @Inject
    private Journal journal;

    /** Each line in a transaction of its own; a line that is known already does nothing. */
    public void take(String provider, BalanceLine line) {
        store.lock(provider);
        if (store.isKnown(provider, line.id())) {
            return;
        }
        List<Line> postings = postings(provider, line);
        @Nullable UUID transaction = postings.isEmpty() ? null : journal.post(head(provider, line), postings);
        store.insert(provider, line, transaction);
    }

    private static Transaction head(String provider, BalanceLine line) {
        Request request =
                Request.of("balance:" + provider + ":" + line.id(), line.currency(), line.gross(), line.fee());
        return Transaction.of("P1", request, provider, line.type() == Type.PAYOUT ? "payout" : "provider's fee");
    }

    private List<Line> postings(String provider, BalanceLine line) {
        Account clearing = Account.ofMoney("1100", line.currency(), provider);
        List<Line> postings = new ArrayList<>();
        if (line.type() == Type.PAYOUT) {
            add(postings, Account.ofMoney("1110", line.currency(), ""), clearing, -line.gross());
        }
        // what a dispute costs is booked with the dispute
        if (line.type() != Type.DISPUTE && line.type() != Type.DISPUTE_REVERSAL) {
            add(postings, Account.ofMoney("5200", line.currency(), ""), clearing, line.fee());
        }
        return postings;
    }

    /** @param minor less than 0: the other way round */
    private void add(List<Line> postings, Account debit, Account credit, long minor) {
        if (minor > 0) {
            postings.add(journal.money(debit, credit, minor));
        }
        if (minor < 0) {
            postings.add(journal.money(credit, debit, -minor));
        }
    }
}
