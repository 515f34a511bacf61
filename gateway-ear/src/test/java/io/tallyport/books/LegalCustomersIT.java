package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.account.LegalCustomers;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision.Posted;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between which wallets credits move (money.md P18), and who says so. */
class LegalCustomersIT {
    private final BareLedger ledger = BareLedger.get();
    private final LegalCustomers customers = ledger.bean(LegalCustomers.class);
    private final long head = ledger.wallet();
    private final long part = ledger.wallet();

    @Test
    void creditsMoveBetweenTheWalletsOfOneCustomerFromTheTimeOnThatTwoPeopleSaySo() {
        ledger.topUp(head, 1_000, 0, 100);
        assertThat(moves()).isFalse();

        customers.join(part, head, BareLedger.TWO_PEOPLE);
        customers.join(part, head, BareLedger.TWO_PEOPLE);
        assertThat(moves()).isTrue();
        assertThat(ledger.number("SELECT count(*) FROM legal_customer_change WHERE organisation_id = ?", part))
                .isEqualTo(1);

        customers.leave(part, BareLedger.TWO_PEOPLE);
        assertThat(moves()).isFalse();
        ledger.assertConsistent(head, part);
    }

    @Test
    void aCustomerBelongsToNoOtherWhicheverWayRound() {
        customers.join(part, head, BareLedger.TWO_PEOPLE);
        long third = ledger.wallet();

        assertThatThrownBy(() -> customers.join(head, part, BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> customers.join(third, part, BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> customers.join(head, head, BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> customers.join(part, -1, BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void onePersonAloneSaysNothing() {
        Approval alone = new Approval("maker@x.example", "Maker@x.example", "for a test");

        assertThatThrownBy(() -> customers.join(part, head, alone)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> customers.leave(part, alone)).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE organisation SET legal_customer_id = %2$d WHERE id = %1$d",
                "INSERT INTO organisation (name, legal_customer_id) VALUES ('by SQL', %2$d)",
                "INSERT INTO legal_customer_change (organisation_id, legal_customer_id, actor, approver, reason)"
                        + " VALUES (%1$d, %2$d, 'a@x.example', 'A@x.example', 'alone')",
                "DELETE FROM legal_customer_change"
            })
    @DisplayName("L53: by SQL neither")
    void bySqlNeither(String statement) throws SQLException {
        try (Connection connection = ledger.asApplication();
                Statement execution = connection.createStatement()) {
            assertThatThrownBy(() -> execution.execute(statement.formatted(part, head)))
                    .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                            .isIn("42501", "23514"));
        }
    }

    private boolean moves() {
        return ledger.credits.move(head, part, 10, BareLedger.key(), BareLedger.TWO_PEOPLE) instanceof Posted;
    }
}
