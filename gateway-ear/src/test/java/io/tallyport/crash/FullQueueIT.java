package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** L33: a crash while the settlement queue is full charges what was acknowledged and nothing else. */
class FullQueueIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    /** More than fit in the bed's queue of 64 and the batch before it. */
    private static final int CALLS = 160;

    private final Bed bed = Bed.rough();

    @Test
    @DisplayName("L33: a crash with a full settlement queue")
    void callsThatWaitedInAFullQueueAreNotChargedAfterACrash() throws SQLException {
        Customer customer = bed.customer();
        List<UUID> acknowledged = Stream.generate(() -> bed.chat(customer, BODY).start()).limit(40).toList().stream()
                .map(call -> call.join().callId())
                .toList();
        long balance = bed.books().balance(customer);
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        try (Connection connection = bed.books().asOwner();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            // settlements wait for the lot; leases are drawn without it
            lock.execute("SELECT id FROM credit_lot WHERE wallet_id = " + customer.walletId() + " FOR UPDATE");
            for (int i = 0; i < CALLS; i++) {
                waiting.add(bed.chat(customer, BODY).fault("delay_ms=3000").start());
            }
            Await.until("the queue overflows", Duration.ofSeconds(9), () -> waiting.stream()
                    .anyMatch(CompletableFuture::isDone));
            Reply refused = bed.chat(customer, BODY).send();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("cannot put calls on the books right now");
            assertThat(waiting.stream().filter(call -> !call.isDone()))
                    .as("in the queue, and in the batch before it")
                    .hasSizeGreaterThanOrEqualTo(64);
            bed.testBed().server().kill();
            Await.until("its sessions are gone", Duration.ofSeconds(30), () -> sessionsOfTheGateway() == 0);
            connection.rollback();
        }
        bed.testBed().server().start().awaitReady();

        assertThat(waiting).noneMatch(FullQueueIT::wasAcknowledged);
        assertThat(bed.books().usageOf(customer))
                .map(UsageRow::requestId)
                .containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(bed.books().balance(customer)).isEqualTo(balance);
        bed.books().assertConsistent();
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
    }

    private static boolean wasAcknowledged(CompletableFuture<Reply> call) {
        try {
            return call.join().status() == 200;
        } catch (RuntimeException brokenOff) {
            return false;
        }
    }

    private long sessionsOfTheGateway() {
        return bed.books().number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'tallyport_app'");
    }
}
