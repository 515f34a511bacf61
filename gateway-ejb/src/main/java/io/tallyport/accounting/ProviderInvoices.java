package io.tallyport.accounting;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Invoices of providers (P15, L82): each is laid beside what its calls have cost by our own reckoning, the difference is
 * posted, and 2500 owes what was invoiced. Two people enter one, and two have it paid.
 */
@Stateless
public class ProviderInvoices {
    private static final String KIND = "P15";

    @Inject
    private Journal journal;

    @Inject
    private AccountingStore accounts;

    @Inject
    private HousePayments payments;

    @Inject
    private ProviderInvoiceStore store;

    /** As {@link ProviderInvoice} has it. */
    public record Entry(String provider, String number, String currency, long amount, Instant periodEnd) {}

    /** The latest first. */
    public List<ProviderInvoice> all() {
        return store.all();
    }

    /**
     * Enters an invoice and posts its difference: 5100 → 2500, or back where less was invoiced. Once for its number.
     *
     * @throws GatewayException 422 if one person plays both parts, or one of the same period or a later one was entered before
     */
    public ProviderInvoice enter(Entry entry, Approval approval) {
        approval.requireTwoPeople();
        accounts.lockHousePayments();
        Optional<ProviderInvoice> before = store.find(entry.provider(), entry.number());
        if (before.isPresent()) {
            return same(before.get(), entry);
        }
        ProviderInvoiceStore.Invoiced invoiced = store.invoiced(entry);
        if (entry.amount() <= 0 || invoiced.isLater()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "An invoice needs an amount above 0 and a period after those that were entered before.");
        }
        long expected = store.reckoned(entry) + invoiced.difference() - invoiced.amount();
        long difference = Math.subtractExact(entry.amount(), expected);
        store.insert(entry, difference, difference == 0 ? null : post(entry, difference, approval), approval);
        return store.find(entry.provider(), entry.number()).orElseThrow();
    }

    private static ProviderInvoice same(ProviderInvoice invoice, Entry entry) {
        boolean isSame = invoice.amount() == entry.amount()
                && invoice.currency().equals(entry.currency())
                && invoice.periodEnd().equals(entry.periodEnd());
        if (!isSame) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "Invoice " + entry.number() + " was entered before with other content.");
        }
        return invoice;
    }

    private UUID post(Entry entry, long difference, Approval approval) {
        Account spent = Account.ofMoney("5100", entry.currency(), entry.provider() + "/");
        Account owed = owed(entry.provider(), entry.currency());
        Line line = difference > 0 ? journal.money(spent, owed, difference) : journal.money(owed, spent, -difference);
        Request request = Request.of("provider-invoice:" + entry.provider() + ":" + entry.number(), entry);
        return journal.post(Transaction.of(KIND, request, approval), List.of(line));
    }

    /**
     * An invoice was paid from our bank account: 2500 → 1110. Once.
     *
     * @throws GatewayException 404, or 422 if one person plays both parts
     */
    public ProviderInvoice paid(String provider, String number, String bankReference, Approval approval) {
        approval.requireTwoPeople();
        ProviderInvoice invoice = store.find(provider, number)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such invoice."));
        if (invoice.paymentReference() != null) {
            return invoice;
        }
        Decision payment = payments.pay(
                KIND,
                owed(provider, invoice.currency()),
                invoice.amount(),
                "provider-invoice:" + provider + ":" + number + ":paid",
                approval);
        store.insertPayment(invoice, bankReference, payment.orThrow());
        return store.find(provider, number).orElseThrow();
    }

    private static Account owed(String provider, String currency) {
        return Account.ofMoney("2500", currency, provider);
    }
}
