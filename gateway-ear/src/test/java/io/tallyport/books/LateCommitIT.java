package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A commit that comes after the caller was told of failure is taken back (money.md section 5.6, P9). */
@ExtendWith(BooksCheck.class)
class LateCommitIT {
    private static final long FULL = 10_000_000_000L;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":8," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.shared();

    @Test
    void callsWhoseCommitComesTooLateFailAndStandOnNoBooks() throws SQLException {
        Customer customer = bed.customer();
        CompletableFuture<Reply> plain =
                bed.chat(customer, BODY).fault("delay_ms=2500").start();
        CompletableFuture<Reply> stream = bed.chat(customer, "{\"stream\":true," + BODY.substring(1))
                .fault("delay_ms=2500")
                .start();
        Await.until(
                "both calls have their holds",
                () -> bed.books().number("SELECT count(*) FROM credit_lease WHERE wallet_id = ?", customer.walletId())
                        > 0);
        Await.pause(1000);
        Reply failed;
        Reply broken;
        try (Connection lock = bed.books().asOwner();
                PreparedStatement statement = lock.prepareStatement("SELECT 1 FROM wallet WHERE id = ? FOR UPDATE")) {
            lock.setAutoCommit(false);
            statement.setLong(1, customer.walletId());
            statement.executeQuery();
            failed = plain.join();
            broken = stream.join();
            lock.rollback();
        }

        ErrorShape.assertOpenAi(failed, 503, "server_error");
        assertThat(broken.status()).isEqualTo(200);
        JsonNode last = broken.events().getLast();
        assertThat(last.at("/error/type").asText()).isEqualTo("server_error");
        assertThat(broken.text()).doesNotContain("[DONE]");
        List<UUID> calls = List.of(failed.callId(), broken.callId());
        Await.until(
                "the reversal of each call whose commit was under way, one or both",
                Duration.ofSeconds(20),
                () -> reversals(calls) > 0 && bed.books().debits(calls).isEmpty());
        assertThat(bed.books().balance(customer)).isEqualTo(FULL);
    }

    private long reversals(List<UUID> calls) {
        return bed.books()
                .number(
                        "SELECT count(*) FROM ledger_tx WHERE kind = 'P9' AND reverses_tx_id IN (?, ?)",
                        calls.getFirst(),
                        calls.getLast());
    }
}
