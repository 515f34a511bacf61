package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.database.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L83: one call in a hundred, chosen by its id, is rated again from what is stored; all of them when all is checked. */
@ExtendWith(BooksCheck.class)
class ShadowRatingIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String COPY = """
            CREATE TEMPORARY TABLE copy ON COMMIT DROP AS SELECT * FROM usage_event WHERE wallet_id = %d LIMIT 1;
            UPDATE copy SET request_id = (left(request_id::text, 24) || '%s')::uuid, list_nano = %d, debit_nano = 0, cost_nano = 0,
                outcome = 'B11', input_tokens = 0, output_tokens = 0;
            INSERT INTO usage_event SELECT * FROM copy
            """;
    /** Its last six digits divide by a hundred. */
    private static final String SAMPLED = "aaaaaa000064";

    private static final String NOT_SAMPLED = "aaaaaa000065";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    @DisplayName("L83: a sampled call that rates differently")
    void aSampledCallThatRatesDifferentlyIsFoundAtOnce() throws SQLException {
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);

        assertThat(differences(SAMPLED, 1, false)).hasSize(1);
        assertThat(differences(SAMPLED, 0, false)).isEmpty();
    }

    @Test
    void anyOtherIsFoundWhenEverythingIsChecked() throws SQLException {
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);

        assertThat(differences(NOT_SAMPLED, 1, false)).isEmpty();
        assertThat(differences(NOT_SAMPLED, 1, true)).hasSize(1);
    }

    private List<Breach> differences(String idEnd, long list, boolean full) throws SQLException {
        try (Connection connection = bed.books().asOwner()) {
            connection.setAutoCommit(false);
            Session session = Session.over(connection);
            session.update(COPY.formatted(customer.walletId(), idEnd, list));
            List<Breach> found = new Verification(session)
                    .check(Invariants.named("a call rates again"), full)
                    .breaches();
            connection.rollback();
            return found;
        }
    }
}
