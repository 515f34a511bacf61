package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.database.Session;
import io.tallyport.proof.Invariant.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each invariant of the books finds what it is there for; other tests lean on them. All of it is rolled back. */
@ExtendWith(BooksCheck.class)
class InvariantsIT {
    private static final String BY_SAMPLES = "a call rates again to what was charged";

    private final Bed bed = Bed.shared();
    private final History history = new History(bed);

    @Test
    @DisplayName("L11, L80: each invariant is broken by a change of its own")
    void everyInvariantFindsWhatBreaksIt() throws SQLException {
        history.goOn();
        Map<String, String> changes = changes();
        assertThat(changes.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Invariants.ALL.stream().map(Invariant::name).toList());
        String unsealed =
                "DELETE FROM chain_checkpoint WHERE wallet_id = %d AND seq >= (SELECT min(seq) FROM ledger_entry WHERE tx_id = '%s');"
                        .formatted(history.customer.walletId(), history.call);
        for (Invariant invariant : Invariants.ALL) {
            String change = Objects.requireNonNull(changes.get(invariant.name()));
            assertThat(breachesAfter(change, invariant, true)).as(change).isNotEmpty();
            if (!invariant.fullOnly() && !invariant.name().equals(BY_SAMPLES)) {
                assertThat(breachesAfter(unsealed + change, invariant, false))
                        .as("among what is new: " + change)
                        .isNotEmpty();
            }
        }
    }

    private List<Breach> breachesAfter(String change, Invariant invariant, boolean full) throws SQLException {
        return new Tamper(bed)
                .after(change, session -> inSmallParts(session).check(invariant, full))
                .orElseThrow()
                .breaches();
    }

    @Test
    void everyRowIsLookedAtOnceInHoweverManyParts() throws SQLException {
        history.goOn();
        try (Connection connection = bed.books().asOwner()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Session session = Session.over(connection);
            Map<String, String> rows = Map.of(
                    "every entry follows the posting rules", "wallet_entry WHERE of_wallet IS NOT NULL",
                    "every entry is of its accounts' unit and wallet", "ledger_entry",
                    "every transaction has entries", "ledger_tx",
                    "a wallet's balance is what its lots have left", "wallet");
            for (Map.Entry<String, String> those : rows.entrySet()) {
                Invariant invariant = Invariants.named(those.getKey());
                long all = number(session, "SELECT count(*) FROM " + those.getValue());

                assertThat(inSmallParts(session).check(invariant, true).checked())
                        .as(those.getKey())
                        .isEqualTo(all);
                assertThat(new Verification(session).check(invariant, true).checked())
                        .as(those.getKey())
                        .isEqualTo(all);
            }
        }
    }

    @Test
    @DisplayName("L80: what a second look does not see is no breach, and a stopped wallet's is not told again")
    void whatIsSeenOnceIsAFalseAlarm() throws SQLException {
        String looked = "set_config('test.looks', coalesce(current_setting('test.looks', true), '') || 'x', false)";

        assertThat(breaches("true", Set.of())).hasSize(1);
        assertThat(breaches("true", Set.of(history.customer.walletId()))).isEmpty();
        assertThat(breaches(looked + " = 'x'", Set.of())).isEmpty();
    }

    @Test
    @DisplayName("L80: of many wallets each is told of")
    void oneWalletsBreachesHideNoOthers() throws SQLException {
        String sql =
                "SELECT (n / 300)::bigint AS wallet_id, 'number ' || n AS breach FROM generate_series(300, 299 + 300 * 300) n, scope";
        try (Connection connection = bed.books().asOwner()) {
            assertThat(new Verification(Session.over(connection))
                            .check(new Invariant("for a test", true, Severity.STOP, "everything", sql), true)
                            .breaches())
                    .hasSize(300);
        }
    }

    private List<Breach> breaches(String isBreached, Set<Long> stopped) throws SQLException {
        String sql = "SELECT wallet_id, CASE WHEN wallet_id = %d AND %s THEN 'breached' END AS breach FROM scope"
                .formatted(history.customer.walletId(), isBreached);
        try (Connection connection = bed.books().asOwner()) {
            return new Verification(Session.over(connection), stopped)
                    .check(new Invariant("for a test", false, Severity.STOP, "wallets", sql), false)
                    .breaches();
        }
    }

    /** So that there are at least a hundred, however much other tests have left. */
    private static Verification inSmallParts(Session session) {
        long entries = number(session, "SELECT count(*) FROM ledger_entry");
        return new Verification(session, Set.of(), 2, Math.toIntExact(Math.max(4, entries / 100)));
    }

    private static long number(Session session, String query) {
        return session.first(query, row -> row.getLong(1)).orElseThrow();
    }

    /** What breaks each. */
    private Map<String, String> changes() {
        String ofWallet = " WHERE id = " + history.customer.walletId();
        String ofCall = "'" + history.call + "'";
        String account = "(SELECT paid_account FROM wallet" + ofWallet + ")";
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(
                "entries sum to 0 per unit, credits and each currency",
                "DELETE FROM ledger_account WHERE id = " + account);
        changes.put(
                "every entry is of its accounts' unit and wallet",
                "UPDATE ledger_entry SET wallet_id = wallet_id - 1 WHERE tx_id = " + ofCall);
        changes.put(
                "every entry follows the posting rules",
                "UPDATE ledger_entry SET debit_account = credit_account, credit_account = debit_account WHERE tx_id = "
                        + ofCall);
        changes.put(
                "every transaction has entries", "INSERT INTO ledger_tx (id, kind) VALUES (gen_random_uuid(), 'P4')");
        changes.put(
                "a wallet's balance is what its entries say", "UPDATE wallet SET debt_nano = debt_nano + 1" + ofWallet);
        changes.put(
                "a wallet's balance is what its lots have left",
                "UPDATE wallet SET posted_p = posted_p + 1" + ofWallet);
        changes.put(
                "a lot has left what was not taken from it",
                "UPDATE credit_lot SET remaining_nano = remaining_nano - 1 WHERE kind = 'PAID' AND group_id = "
                        + history.group);
        changes.put(
                "what entries take from lots is what was consumed of them",
                "UPDATE lot_consumption SET amount = amount + 1 WHERE tx_id = " + ofCall);
        changes.put(
                "what was consumed of a lot has its entry",
                "UPDATE lot_consumption SET tx_id = gen_random_uuid() WHERE tx_id = " + ofCall);
        changes.put("leased is what open leases have left", "UPDATE wallet SET leased = leased + 1" + ofWallet);
        changes.put(
                "what is leased of a key's budget is what its open leases have left",
                "INSERT INTO key_budget (key_id, limit_nano, leased_nano) VALUES ('" + history.customer.keyId()
                        + "', 10, 5)");
        changes.put(
                "a charged call has exactly one settling transaction", "DELETE FROM ledger_tx WHERE id = " + ofCall);
        changes.put(
                "what was tried for a call is its call's, and dated so",
                "INSERT INTO usage_attempt SELECT request_id, 1, 7, 429, 'rate_limited', 0, NULL, 1,"
                        + " created_at + interval '1 second' FROM usage_event WHERE request_id = " + ofCall);
        changes.put(
                "a settling transaction has exactly one call, of its own amount",
                "DELETE FROM usage_event WHERE request_id = " + ofCall);
        changes.put(
                "spend buckets add up to settled debits less reversals",
                "UPDATE spend_bucket SET debit_nano = debit_nano + 1 WHERE wallet_id = " + history.customer.walletId());
        changes.put(
                "a reversal mirrors what it reverses",
                "UPDATE ledger_entry SET amount = amount + 1 WHERE tx_id = '" + history.reversal + "'");
        changes.put(
                "unused credits (2100) are what lot groups have neither recognised nor refunded",
                "UPDATE lot_group SET net_minor = net_minor + 1, base_minor = base_minor + 1 WHERE id = "
                        + history.group);
        changes.put(
                BY_SAMPLES, "UPDATE usage_event SET output_tokens = output_tokens + 1 WHERE request_id = " + ofCall);
        changes.put(
                "payments (1100) and refunds (2300) are cleared within four days",
                "UPDATE ledger_tx SET created_at = created_at - interval '5 days' WHERE id = '" + history.topUp + "'");
        changes.put("a credited order has exactly one top-up, of its own credits and price", """
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES ('X', 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin');
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                SELECT id, 'a package', 'EUR', 1, 1, 'finance' FROM seller WHERE code = 'X';
                INSERT INTO payment_order
                    (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano, actor)
                SELECT %d, seller_id, id, 'CHECKOUT', currency, net_minor, credits_nano, 'a buyer' FROM credit_package
                WHERE name = 'a package';
                INSERT INTO payment_credit (order_id, provider, payment_id, tx_id)
                SELECT id, 'test', 'a payment', '%s' FROM payment_order WHERE actor = 'a buyer'
                """.formatted(
                        history.customer.walletId(), history.topUp));
        changes.put("frozen is what open disputes keep", "UPDATE wallet SET frozen = frozen + 1" + ofWallet);
        changes.put(
                "unmatched receipts (2190) are what no order took and nobody was given back",
                "INSERT INTO bank_receipt (currency, amount_minor, value_date, bank_reference, payer, evidence, actor, tx_id)"
                        + " VALUES ('EUR', 1, current_date, 'X', 'a payer', 'none', 'a person', gen_random_uuid())");
        changes.put(
                "disputed money (1130) is that of open disputes",
                "INSERT INTO payment_dispute (provider, dispute_id, order_id, group_id, wallet_id, currency, amount_minor,"
                        + " kept_nano) VALUES ('test', 'a dispute', 0, 0, 0, 'EUR', 1, 0)");
        changes.put(
                "refunds payable (2300) are refunds that stand and were not paid out",
                "UPDATE credit_refund SET net_minor = net_minor + 1 WHERE group_id = " + history.group);
        changes.put(
                "what goes back of an order stands on the books so, and is no more than was paid",
                "INSERT INTO payment_refund (order_id, n, idem_key, origin, way, refund_tx_id, provider, payment_id, currency,"
                        + " amount_minor, actor, reason) SELECT 0, 1, 'a key', 'OURS', 'PROVIDER', tx_id, 'test', 'a payment',"
                        + " 'EUR', 1, 'a person', 'none' FROM credit_refund LIMIT 1");
        changes.put("a series of documents has no gap, no duplicate, and days in order", """
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES ('X', 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin');
                INSERT INTO document_series (seller_id, type, fiscal_year, prefix, next_no, last_date)
                SELECT id, 'RECEIPT', 2026, 'XR-2026-', 2, '2026-01-02' FROM seller WHERE code = 'X'
                """);
        changes.put("a document and its files are what was hashed", """
                ALTER TABLE document DROP CONSTRAINT document_is_what_was_hashed;
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES ('X', 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin');
                INSERT INTO document (organisation_id, seller_id, type, number, issue_date, month, content, sha256)
                SELECT %d, id, 'STATEMENT', 'X', '2026-02-01', '2026-01-01', '{}', '' FROM seller WHERE code = 'X'
                """.formatted(history.customer.walletId()));
        changes.put(
                "a credit note is of its refund, no more than its invoice, and replaced if the refund was taken back",
                """
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES ('X', 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin');
                DO $$
                DECLARE c text;
                BEGIN
                    FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'document'::regclass AND contype IN ('c', 'f') LOOP
                        EXECUTE format('ALTER TABLE document DROP CONSTRAINT %%I', c);
                    END LOOP;
                END $$;
                INSERT INTO document (organisation_id, seller_id, type, number, issue_date, corrects_id, net_minor, tax_minor,
                    gross_minor, content, sha256)
                SELECT %d, id, 'STATEMENT', 'X', '2026-02-01', 1, 5, 0, 5, '', '' FROM seller WHERE code = 'X';
                UPDATE document SET corrects_id = id WHERE number = 'X'
                """.formatted(history.customer.walletId()));
        changes.put(
                "what keeps history from being changed is in place",
                "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_is_append_only");
        return changes;
    }
}
