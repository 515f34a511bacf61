package io.tallyport.lot;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Credits;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.ledger.Wallet;
import io.tallyport.revenue.Recognition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Manual adjustments by two people (P12). */
@Stateless
public class Adjustments {

    @Inject
    private Journal journal;

    @Inject
    private Recognition recognition;

    @Inject
    private LotStore lots;

    @Inject
    private Withdrawal withdrawal;

    /** What credits given away are worth: minor units of {@code currency}, without tax. */
    public record Value(String currency, long net) {}

    public Decision up(long walletId, long nanoCredits, String key, Approval approval) {
        check(nanoCredits, approval);
        Wallet wallet = journal.lock(walletId);
        Request request = Request.of(key, walletId, nanoCredits, approval);
        return journal.once(request, () -> up(wallet, nanoCredits, request, approval));
    }

    private Decision up(Wallet wallet, long nanoCredits, Request request, Approval approval) {
        wallet.requireRoomFor(nanoCredits);
        long group = lots.insertFreeGroup(wallet.id(), nanoCredits);
        long lot = lots.insert(group, wallet.id(), "BONUS", nanoCredits, null, null);
        UUID id = journal.post(
                Transaction.of("P12", request, approval),
                List.of(Line.credits(adjusted(), wallet.bonusAccount(), nanoCredits, wallet.id(), lot)));
        journal.change(wallet.id(), 0, nanoCredits, 0);
        return new Decision.Posted(id);
    }

    /** Bonus credits of which the house bears the price: revenue as they are used, 5400 now. */
    public Decision goodwill(long walletId, long nanoCredits, Value value, String key, Approval approval) {
        check(nanoCredits, approval);
        if (value.net() <= 0) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "Goodwill with a value needs a value above 0.");
        }
        Wallet wallet = journal.lock(walletId);
        Request request = Request.of(key, "goodwill", walletId, nanoCredits, value, approval);
        return journal.once(request, () -> goodwill(wallet, nanoCredits, value, request, approval));
    }

    private Decision goodwill(Wallet wallet, long nanoCredits, Value value, Request request, Approval approval) {
        wallet.requireRoomFor(nanoCredits);
        long group = lots.insertGoodwillGroup(wallet.id(), value.currency(), value.net(), nanoCredits);
        long lot = lots.insert(group, wallet.id(), "BONUS", nanoCredits, null, null);
        Account spent = Account.ofMoney("5400", value.currency(), "");
        Account unused = Account.unusedCredits(wallet.id(), value.currency());
        UUID id = journal.post(
                Transaction.of("P12", request, approval),
                List.of(
                        Line.credits(adjusted(), wallet.bonusAccount(), nanoCredits, wallet.id(), lot),
                        journal.money(spent, unused, value.net())));
        journal.change(wallet.id(), 0, nanoCredits, 0);
        return new Decision.Posted(id);
    }

    public Decision down(long walletId, long nanoCredits, String key, Approval approval) {
        check(nanoCredits, approval);
        Wallet wallet = journal.lock(walletId);
        Request request = Request.of(key, "down", walletId, nanoCredits, approval);
        return journal.once(request, () -> down(wallet, nanoCredits, request, approval));
    }

    private Decision down(Wallet wallet, long nanoCredits, Request request, Approval approval) {
        if (nanoCredits > wallet.free()) {
            return Decision.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    "Only " + Credits.decimal(wallet.free()) + " credits are free: neither in use nor frozen.");
        }
        recognition.recognise(wallet.id());
        List<Withdrawal.Part> parts = withdrawal.inLotOrder(lots.ofWallet(wallet.id()), nanoCredits);
        UUID id = journal.post(
                Transaction.of("P12", request, approval),
                parts.stream()
                        .map(part -> Line.credits(
                                part.account(wallet),
                                adjusted(),
                                part.nano(),
                                wallet.id(),
                                part.lot().id()))
                        .toList());
        withdrawal.take(id, wallet.id(), parts);
        return new Decision.Posted(id);
    }

    private static void check(long nanoCredits, Approval approval) {
        approval.requireTwoPeople();
        if (nanoCredits <= 0) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "An adjustment needs an amount above 0.");
        }
    }

    private long adjusted() {
        return journal.account(Account.ofCredits("X.ADJ"));
    }
}
