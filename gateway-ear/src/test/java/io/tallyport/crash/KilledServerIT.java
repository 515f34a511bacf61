package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.http.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the server under load (L30; 200 random points with those of NodeLostIT): what was acknowledged is on the
 * books, once; the rest is not lost.
 */
class KilledServerIT {
    private static final int CALLERS = 24;
    private static final int FIRST_MILLIS = 300;
    private static final int MORE_MILLIS = 1500;
    private final Bed bed = Bed.rough();

    @Test
    @Tag("torture")
    @DisplayName("L30: kills of a single node under load")
    void everyFinishedCallIsOnTheBooksOnceAfterAKill() {
        Torture.rounds("kill-server", 2, 100, this::killUnderLoad);
    }

    private void killUnderLoad(Random random) {
        List<Customer> customers = List.of(bed.customer(), bed.customer(), bed.customer());
        Load load = Load.start(bed, customers, CALLERS);
        try (load) {
            Await.until(
                    "calls finish",
                    Duration.ofSeconds(60),
                    () -> load.finished().size() > 20);
            Await.pause(FIRST_MILLIS + random.nextInt(MORE_MILLIS));
            bed.testBed().server().kill();
        }
        long oldEpoch = bed.books().number("SELECT max(epoch) FROM node");
        assertThat(openLeases(oldEpoch)).as("leases held by the killed node").isPositive();
        Customer small = bed.customer("0.00001");
        bed.testBed().server().start().awaitReady();

        assertThat(openLeases(oldEpoch))
                .as("open leases of the epoch that was killed")
                .isZero();
        assertOnTheBooksOnce(load.finished().keySet());
        assertNotCharged(load.refused().keySet());
        bed.books().assertConsistent();
        Reply reply = bed.chat(
                        small,
                        "{\"model\":\"gpt-4o-mini\",\"max_tokens\":4,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
        assertThat(reply.status())
                .as("a small balance right after the restart: %s", reply.text())
                .isEqualTo(200);
    }

    @Test
    void creditHeldByTheKilledNodeIsSpendableRightAfterItsRestart() {
        Customer customer = bed.customer("0.00003");
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(bed.chat(customer, body).send().status()).isEqualTo(200);
        assertThat(bed.books().number("SELECT leased FROM wallet WHERE id = ?", customer.walletId()))
                .isPositive();
        bed.testBed().server().kill();
        bed.testBed().server().start().awaitReady();

        assertThat(bed.books().number("SELECT leased FROM wallet WHERE id = ?", customer.walletId()))
                .isZero();
        assertThat(bed.chat(customer, body).send().status()).isEqualTo(200);
        bed.books().assertConsistent();
    }

    private long openLeases(long upToEpoch) {
        return bed.books().number("SELECT count(*) FROM credit_lease WHERE state = 'OPEN' AND epoch <= ?", upToEpoch);
    }

    private void assertOnTheBooksOnce(Set<UUID> calls) {
        Set<UUID> missing = new HashSet<>(calls);
        missing.removeAll(bed.books().debits(calls).keySet());
        assertThat(missing)
                .as("finished calls of %d that are not on the books", calls.size())
                .isEmpty();
    }

    private void assertNotCharged(Set<UUID> calls) {
        assertThat(bed.books().debits(calls))
                .as("calls answered with an error and charged")
                .isEmpty();
    }
}
