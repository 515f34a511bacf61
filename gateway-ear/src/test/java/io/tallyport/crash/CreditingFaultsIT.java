package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.OrderAtProvider;
import io.tallyport.database.Retries;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.Crediting.Outcome;
import io.tallyport.payment.ProviderPayment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The database fails in the middle of crediting a payment, at each of its writes: nothing of it stands, later all of it. */
class CreditingFaultsIT {
    private static final List<String> WRITES =
            List.of("payment_order_step", "ledger_tx", "ledger_entry", "lot_group", "credit_lot", "payment_credit");
    private static final String DISK_FULL = "53100";
    private static final String NO_CONNECTIONS = "53300";
    private static final String SERIALIZATION = "40001";
    private static final int ALWAYS = 1_000_000;
    private static final String LEFT = """
            SELECT (SELECT count(*) FROM payment_credit WHERE order_id = o.id) + (SELECT count(*) FROM lot_group WHERE order_id = o.id)
                + (SELECT count(*) FROM payment_order_step WHERE order_id = o.id)
                + (SELECT count(*) FROM ledger_tx WHERE idem_key = 'order:' || o.id)
                + (SELECT posted_p FROM wallet WHERE id = o.organisation_id) + (o.state <> 'REDIRECTED')::integer
            FROM payment_order o WHERE id = ?
            """;

    private final BareLedger ledger = BareLedger.get();
    private final Crediting crediting = ledger.bean(Crediting.class);

    @Test
    @DisplayName(
            "L35: disk full, no connections, serialization failures at any write: no part of a credit, later all of it")
    void aCreditStandsWholeOrNotAtAll() throws SQLException {
        for (String table : WRITES) {
            for (String state : List.of(DISK_FULL, NO_CONNECTIONS, SERIALIZATION)) {
                ProviderPayment payment = payment();
                fail(table, state, ALWAYS);
                assertThatThrownBy(() -> take(payment)).as(table + " " + state).isNotNull();
                heal();
                assertThat(ledger.number(LEFT, payment.orderId()))
                        .as(table + " " + state)
                        .isZero();
                assertThat(take(payment)).isEqualTo(Outcome.CREDITED);
                assertThat(take(payment)).isEqualTo(Outcome.ALREADY_CREDITED);
            }
        }
    }

    @Test
    @DisplayName("L35: a serialization failure that passes is tried again at once")
    void aPassingFailureIsTriedAgain() throws SQLException {
        for (String table : WRITES) {
            ProviderPayment payment = payment();
            fail(table, SERIALIZATION, 1);
            assertThat(take(payment)).as(table).isEqualTo(Outcome.CREDITED);
            heal();
        }
    }

    @Test
    @DisplayName("L43: paid when the rate is no longer the quoted one: the money is held, and nobody is credited")
    void thePaymentsDayDecidesTheRate() throws SQLException {
        ProviderPayment payment = payment("16", 5_33);
        Crediting.Result result = crediting.take(payment, true);
        assertThat(result.outcome()).isEqualTo(Outcome.MISMATCH);
        assertThat(result.reason()).contains("no longer the 16.0000 % that was quoted");
        assertThat(ledger.text("SELECT state FROM payment_order WHERE id = ?", payment.orderId()))
                .isEqualTo("MISMATCH");
        assertThat(ledger.number("SELECT amount_minor FROM held_payment WHERE order_id = ?", payment.orderId()))
                .isEqualTo(38_66);
    }

    @AfterEach
    void heal() throws SQLException {
        for (String table : WRITES) {
            asOwner("DROP TRIGGER IF EXISTS fault ON " + table);
        }
        asOwner("DROP FUNCTION IF EXISTS fail_for_a_test(); DROP SEQUENCE IF EXISTS fault_count");
    }

    private Outcome take(ProviderPayment payment) {
        return Retries.run(() -> crediting.take(payment, true)).outcome();
    }

    /** @param times after which it goes well again; a sequence counts them, which no rollback sets back */
    private void fail(String table, String sqlState, int times) throws SQLException {
        asOwner("""
                CREATE SEQUENCE fault_count;
                CREATE FUNCTION fail_for_a_test() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    IF nextval('fault_count') <= %d THEN
                        RAISE EXCEPTION 'made for a test' USING ERRCODE = '%s';
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER fault AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION fail_for_a_test()
                """.formatted(times, sqlState, table));
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = ledger.asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ProviderPayment payment() throws SQLException {
        return payment("19", 6_33);
    }

    private ProviderPayment payment(String percent, long tax) throws SQLException {
        return OrderAtProvider.paid(ledger, "test", true, percent, tax);
    }
}
