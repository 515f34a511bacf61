package io.tallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits over two nodes: together they let through no more than one would, up to the documented error. */
class LimitsOnTwoNodesIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final int NODES = 2;

    private final Bed bed = Bed.pair();

    @Test
    @Tag("torture")
    void anOrganisationGetsItsLimitOverBothNodes() {
        Torture.run("shared-limit", 10, 60, (seconds, seed) -> {
            Customer customer = bed.limited(600);
            assertWithin(600, spend(customer, seconds));
        });
    }

    @Test
    @Tag("torture")
    void aKeyGetsItsLimitOverBothNodes() {
        Torture.run("shared-key-limit", 10, 60, (seconds, seed) -> {
            Customer customer = bed.customer();
            bed.books().update("UPDATE api_key SET requests_per_minute = 120 WHERE public_id = ?", customer.keyId());
            assertWithin(120, spend(customer, seconds));
        });
    }

    @Test
    void aRevokedKeyIsRefusedByEveryNodeWithinFiveSeconds() {
        Customer customer = bed.customer();
        callEveryNode(customer);
        bed.books()
                .update(
                        "UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = 'test' WHERE public_id = ?",
                        customer.keyId());

        assertRefusedByEveryNode(customer, 401);
    }

    @Test
    void anEmergencyStopHoldsOnEveryNodeWithinFiveSeconds() {
        Customer customer = bed.customer();
        callEveryNode(customer);
        bed.books()
                .update(
                        "UPDATE organisation SET status = 'STOPPED', status_reason = 'stolen key',"
                                + " suspended_from = clock_timestamp() WHERE id = ?",
                        customer.walletId());

        assertRefusedByEveryNode(customer, 403);
        bed.books()
                .update(
                        "UPDATE organisation SET status = 'ACTIVE', status_reason = NULL, suspended_from = NULL WHERE id = ?",
                        customer.walletId());
        Await.until("service again", FIVE_SECONDS, () -> bed.nodes().stream()
                .allMatch(node -> bed.chat(node, customer, BODY).send().status() == 200));
    }

    private void callEveryNode(Customer customer) {
        for (WildFlyServer node : bed.nodes()) {
            assertThat(bed.chat(node, customer, BODY).send().status()).isEqualTo(200);
        }
    }

    private void assertRefusedByEveryNode(Customer customer, int status) {
        Await.until(status + " from every node", FIVE_SECONDS, () -> bed.nodes().stream()
                .allMatch(node -> bed.chat(node, customer, BODY).send().status() == status));
    }

    private record Spent(int granted, double seconds) {}

    /** As many calls as two nodes take, for so many seconds. */
    private Spent spend(Customer customer, int seconds) throws Exception {
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L;
        int granted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4 * NODES)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4 * NODES; i++) {
                WildFlyServer node = bed.nodes().get(i % NODES);
                results.add(threads.submit(() -> callUntil(end, node, customer)));
            }
            for (Future<Integer> result : results) {
                granted += result.get();
            }
        }
        return new Spent(granted, (System.nanoTime() - began) / 1e9);
    }

    private int callUntil(long end, WildFlyServer node, Customer customer) {
        int granted = 0;
        while (System.nanoTime() < end) {
            int status = bed.chat(node, customer, BODY).send().status();
            assertThat(status).isIn(200, 429);
            granted += status == 200 ? 1 : 0;
        }
        return granted;
    }

    /** A full bucket, what has flowed in since, and a sixtieth of the limit per node for the two seconds news may take. */
    private static void assertWithin(int limit, Spent spent) {
        long most = limit + (long) (limit * spent.seconds() / 60) + 2L * NODES * Math.ceilDiv(limit, 60);
        System.out.printf("[limits] %d of at most %d in %.1f s%n", spent.granted(), most, spent.seconds());
        assertThat(spent.granted()).isLessThanOrEqualTo((int) most).isGreaterThan(limit / 3);
    }
}
