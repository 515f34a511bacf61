package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.revenue.ProviderCosts;
import io.tallyport.revenue.RollUp;
import java.util.List;
import java.util.UUID;

/** A customer to whose wallet everything was posted that can be, and what was posted; for tests that tamper with it. */
final class History {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    final Customer customer;
    private final Bed bed;
    private final BareLedger ledger;
    /** Of what {@link #goOn} did last: the group that was sold, a call that stands, and the reversal of another. */
    long group;

    UUID call = new UUID(0, 0);
    UUID reversal = new UUID(0, 0);
    UUID topUp = new UUID(0, 0);

    History(Bed bed) {
        this.bed = bed;
        this.customer = bed.customer();
        this.ledger = BareLedger.beside(bed);
    }

    /** A grant, a sale, calls, a reversal, a refund, a move, an adjustment, and what the house posts for them. */
    void goOn() {
        long wallet = customer.walletId();
        group = ledger.topUp(wallet, 1_000_000_000, 100_000_000, 100);
        topUp = bed.books()
                .list(
                        "SELECT tx_id FROM ledger_entry e JOIN ledger_tx t ON t.id = tx_id WHERE e.wallet_id = ? AND kind = 'P1'"
                                + " ORDER BY seq DESC LIMIT 1",
                        row -> row.getObject(1, UUID.class),
                        wallet)
                .getFirst();
        for (int i = 0; i < 3; i++) {
            assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        }
        List<UsageRow> calls = bed.books().usageOf(customer);
        call = calls.getLast().requestId();
        UUID wrong = calls.get(calls.size() - 2).requestId();
        reversal = ledger.credits
                .giveBack(wrong, BareLedger.key(), "a@x.example", "bad answer")
                .orThrow();
        ledger.credits
                .refund(group, 1_000_000, BareLedger.key(), "a@x.example", "asked for")
                .orThrow();
        ledger.credits
                .move(wallet, ledger.sister(wallet), 1_000_000, BareLedger.key(), BareLedger.TWO_PEOPLE)
                .orThrow();
        ledger.credits
                .adjustDown(wallet, 1_000, BareLedger.key(), BareLedger.TWO_PEOPLE)
                .orThrow();
        ledger.bean(RollUp.class).recognise(wallet);
        ledger.bean(ProviderCosts.class).post();
    }
}
