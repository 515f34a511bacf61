package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL away under load (L31): 503 until it is back, nothing lost, no charge for a call that failed. */
class DatabaseGoneIT {
    private static final int CALLERS = 16;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":8," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private final Bed bed = Bed.rough();

    @AfterEach
    void comeBack() {
        bed.testBed().postgres().start();
        bed.testBed().server().awaitReady("/v1/health/ready", Duration.ofSeconds(30));
    }

    @Test
    void callsRecoverAfterTheDatabaseWasKilled() {
        outage(() -> bed.testBed().postgres().kill(), 3_000);
    }

    @Test
    void callsRecoverAfterTheDatabaseWasStopped() {
        outage(() -> bed.testBed().postgres().stop(), 3_000);
    }

    @Test
    void callsThatWaitedTooLongForTheBooksAreReversed() {
        outage(() -> bed.testBed().postgres().kill(), 14_000);
    }

    /** L31, and L11 after it: whatever a commit was doing, its transaction stands whole or not at all. */
    @Test
    @Tag("torture")
    @DisplayName("L31: kills of PostgreSQL in the middle of commits")
    void everyTransactionIsWholeAfterKillsInTheMiddleOfCommits() {
        Torture.run("database-kill", 3, 100, (kills, seed) -> {
            Random random = new Random(seed);
            Load load = Load.start(bed, List.of(bed.customer(), bed.customer(), bed.customer()), CALLERS);
            try (load) {
                for (int kill = 0; kill < kills; kill++) {
                    int before = load.finished().size();
                    Await.until(
                            "calls finish",
                            Duration.ofSeconds(60),
                            () -> load.finished().size() > before + 20);
                    Await.pause(random.nextInt(300));
                    bed.testBed().postgres().kill();
                    bed.testBed().postgres().start();
                    bed.books().assertConsistent();
                }
            }
            Await.until("the books at rest", Duration.ofSeconds(20), () -> bed.books()
                    .debits(load.refused().keySet())
                    .isEmpty());
            assertThat(notCharged(load.finished().keySet())).isEmpty();
            bed.books().assertConsistent();
        });
    }

    private void outage(Runnable away, long millis) {
        List<Customer> customers = List.of(bed.customer(), bed.customer());
        Customer other = bed.customer();
        assertThat(bed.chat(other, BODY).send().status()).isEqualTo(200);
        Load load = Load.start(bed, customers, CALLERS);
        int before;
        try (load) {
            Await.until(
                    "calls finish",
                    Duration.ofSeconds(60),
                    () -> load.finished().size() > 50);
            away.run();
            Await.until("a 503 while the database is away", Duration.ofSeconds(15), () -> load.refused()
                    .containsValue(503));
            assertRefusesClearly(other);
            Await.pause(millis);
            bed.testBed().postgres().start();
            before = load.finished().size();
            bed.testBed().server().awaitReady("/v1/health/ready", Duration.ofSeconds(30));
            Await.until(
                    "calls finish again",
                    Duration.ofSeconds(30),
                    () -> load.finished().size() > before + 50);
        }
        Await.until("the books at rest", Duration.ofSeconds(20), () -> bed.books()
                .debits(load.refused().keySet())
                .isEmpty());
        assertThat(load.refused().values())
                .allSatisfy(status -> assertThat(List.of(503, 0)).contains(status));
        assertThat(notCharged(load.finished().keySet()))
                .as("finished calls not on the books")
                .isEmpty();
        assertThat(bed.books().debits(load.refused().keySet()))
                .as("failed calls that stayed charged")
                .isEmpty();
        assertThat(load.broken()).as("calls without any answer").isZero();
        bed.books().assertConsistent();
    }

    private void assertRefusesClearly(Customer customer) {
        Await.until(
                "health tells the truth",
                Duration.ofSeconds(10),
                () -> bed.get("/v1/health/ready").send().status() == 503);
        assertThat(bed.get("/v1/health/live").send().status()).isEqualTo(200);
        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 503, "server_error");
        assertThat(chat.header("retry-after")).isNotBlank();
        Reply message = bed.messages(customer, BODY.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                .send();
        ErrorShape.assertAnthropic(message, 503, "overloaded_error");
        Reply unknownKey = bed.post("/v1/messages")
                .header("x-api-key", io.tallyport.workbench.launcher.setup.Setup.newKey())
                .json(BODY)
                .send();
        ErrorShape.assertAnthropic(unknownKey, 503, "overloaded_error");
    }

    private Set<UUID> notCharged(Set<UUID> finished) {
        Set<UUID> missing = new HashSet<>(finished);
        missing.removeAll(bed.books().debits(finished).keySet());
        return missing;
    }
}
