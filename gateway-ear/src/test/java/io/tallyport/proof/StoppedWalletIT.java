package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L80: a breach is found within a run of the timer, and only the wallet whose books do not prove is stopped. */
@ExtendWith(BooksCheck.class)
class StoppedWalletIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    /** The bed's timer runs every five seconds. */
    private static final Duration ONE_RUN = Duration.ofSeconds(30);

    private final Bed bed = Bed.shared();
    private final Customer wrong = bed.customer();
    private final Customer right = bed.customer();

    @Test
    @DisplayName("L80: only the wallet whose books do not prove is stopped")
    void onlyTheWalletWhoseBooksDoNotProveIsStoppedUntilTwoPeopleReleaseIt() throws Exception {
        assertThat(bed.chat(wrong, BODY).send().status()).isEqualTo(200);
        assertThat(bed.chat(right, BODY).send().status()).isEqualTo(200);
        breakBy(1);
        try {
            Await.until(
                    "the wallet is stopped",
                    ONE_RUN,
                    () -> bed.chat(wrong, BODY).send().status() == 403);
            Reply refusal = bed.chat(wrong, BODY).send();
            ErrorShape.assertOpenAi(refusal, 403, "invalid_request_error");
            assertThat(refusal.text()).contains("held for review", "not charged", "balance_held");
            ErrorShape.assertAnthropic(
                    bed.messages(wrong, BODY.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                            .send(),
                    403,
                    "permission_error");
            assertThat(bed.chat(right, BODY).send().status()).isEqualTo(200);
            assertThat(bed.get("/v1/health/ready").send().status()).isEqualTo(200);
            assertAlertStands();
            assertOnePersonCannotReleaseIt();
        } finally {
            breakBy(-1);
        }
        release();
        Await.until("it serves again", () -> bed.chat(wrong, BODY).send().status() == 200);
    }

    private void breakBy(long nano) {
        bed.books().update("UPDATE wallet SET posted_b = posted_b + ? WHERE id = ?", nano, wrong.walletId());
    }

    private void assertAlertStands() throws IOException {
        assertThat(bed.books()
                        .list(
                                "SELECT subject FROM alert WHERE code = 'wallet-stopped' AND wallet_id = ? AND closed_at IS NULL",
                                row -> row.getString(1),
                                wrong.walletId()))
                .anySatisfy(subject -> assertThat(subject).contains("a wallet's balance is what its entries say"));
        assertThat(bed.books().number("SELECT count(*) FROM alert WHERE wallet_id = ?", right.walletId()))
                .isZero();
        assertThat(Files.readString(bed.testBed().logFile())).contains("Alert wallet-stopped");
    }

    private void assertOnePersonCannotReleaseIt() throws SQLException {
        String release = "UPDATE wallet SET status = 'ACTIVE' WHERE id = " + wrong.walletId();
        String ask = "UPDATE wallet_review SET actor = 'a@x.example', reason = 'looked' WHERE wallet_id = "
                + wrong.walletId() + "; ";
        String lift = "UPDATE wallet_review SET approver = 'a@x.example', lifted_at = now() WHERE wallet_id = "
                + wrong.walletId() + "; ";
        for (String statement : new String[] {release, ask + release, ask + lift + release}) {
            try (Connection connection = bed.books().asApplication();
                    Statement execution = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> execution.execute(statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .satisfies(refusal -> assertThat(((SQLException) refusal).getSQLState())
                                .isEqualTo("23514"));
                connection.rollback();
            }
        }
    }

    private void release() throws SQLException {
        try (Connection connection = bed.books().asApplication();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE wallet_review SET actor = 'a@x.example', reason = 'a test', "
                    + "approver = 'b@x.example', lifted_at = clock_timestamp() WHERE wallet_id = " + wrong.walletId());
            statement.execute("UPDATE wallet SET status = 'ACTIVE' WHERE id = " + wrong.walletId());
            connection.commit();
        }
    }
}
