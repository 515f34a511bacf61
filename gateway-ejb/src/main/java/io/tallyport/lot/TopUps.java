package io.tallyport.lot;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.ledger.Wallet;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Issues paid credits, and the bonus that comes with them in a lot of its own (P1, P2, P13). */
@Stateless
public class TopUps {
    private static final String ACTOR = "system";

    @Inject
    private Journal journal;

    @Inject
    private LotStore lots;

    public Decision post(TopUp topUp, String key) {
        check(topUp);
        Wallet wallet = journal.lock(topUp.walletId());
        Request request = Request.of(key, topUp);
        return journal.once(request, () -> post(topUp, wallet, request));
    }

    private static void check(TopUp topUp) {
        TopUp.Sale sale = topUp.sale();
        if (topUp.paidNano() <= 0 || topUp.bonusNano() < 0 || sale.net() < 0 || sale.tax() < 0) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "A top-up needs paid credits above 0, and no amount below 0.");
        }
    }

    private Decision post(TopUp topUp, Wallet wallet, Request request) {
        wallet.requireRoomFor(topUp.paidNano());
        wallet.requireRoomFor(total(topUp));
        long group = lots.insertGroup(topUp.walletId(), topUp.sale(), total(topUp));
        long paidLot = lots.insert(
                group, wallet.id(), "PAID", topUp.paidNano(), null, topUp.sale().taxSnapshotId());
        long cleared = Math.min(wallet.debt(), topUp.paidNano());
        List<Line> lines = new ArrayList<>();
        lines.add(Line.credits(issued("X.ISS.P"), wallet.paidAccount(), topUp.paidNano(), wallet.id(), paidLot));
        if (cleared > 0) {
            lines.add(Line.credits(wallet.paidAccount(), wallet.debtAccount(), cleared, wallet.id(), paidLot));
        }
        lines.addAll(money(topUp));
        String kind = topUp.sale().source().kind;
        UUID id = journal.post(Transaction.of(kind, request, ACTOR, "top-up"), lines);
        if (cleared > 0) {
            lots.use(id, paidLot, cleared);
        }
        if (topUp.bonusNano() > 0) {
            postBonus(topUp, wallet, group, request.part("bonus"));
        }
        journal.change(wallet.id(), topUp.paidNano() - cleared, topUp.bonusNano(), -cleared);
        return new Decision.Posted(id);
    }

    private void postBonus(TopUp topUp, Wallet wallet, long group, Request request) {
        long lot = lots.insert(
                group,
                wallet.id(),
                "BONUS",
                topUp.bonusNano(),
                topUp.bonusExpiresAt(),
                topUp.sale().taxSnapshotId());
        journal.post(
                Transaction.of("P2", request, ACTOR, "bonus of a top-up"),
                List.of(Line.credits(issued("X.ISS.B"), wallet.bonusAccount(), topUp.bonusNano(), wallet.id(), lot)));
    }

    private List<Line> money(TopUp topUp) {
        TopUp.Sale sale = topUp.sale();
        List<Line> lines = new ArrayList<>();
        Account from = Account.ofMoney(sale.source().accountClass, sale.currency(), sale.provider());
        if (sale.net() > 0) {
            Account unused = Account.unusedCredits(topUp.walletId(), sale.currency());
            lines.add(journal.money(from, unused, sale.net()));
        }
        if (sale.tax() > 0) {
            Account tax = Account.ofMoney("2200", sale.currency(), sale.taxDetail());
            lines.add(journal.money(from, tax, sale.tax()));
        }
        return lines;
    }

    private long issued(String accountClass) {
        return journal.account(Account.ofCredits(accountClass));
    }

    /** @throws GatewayException 422 beyond the range of nano-credits */
    private static long total(TopUp topUp) {
        try {
            return Math.addExact(topUp.paidNano(), topUp.bonusNano());
        } catch (ArithmeticException e) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "A top-up is at most 9,223,372,036 credits.");
        }
    }
}
