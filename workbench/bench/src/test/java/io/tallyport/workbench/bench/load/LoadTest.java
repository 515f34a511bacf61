package io.tallyport.workbench.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.upstream.Prompt;
import io.tallyport.workbench.bench.upstream.Target;
import io.tallyport.workbench.simulator.Simulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static Simulator simulator = Simulator.start(0);

    @BeforeAll
    static void isUp() {
        assertThat(simulator.port()).isPositive();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void anOpenLoopMakesAsManyCallsAsAreDue() {
        Measurement measured = Load.open(shot(Prompt.plain()), 200, Duration.ofMillis(500), Duration.ofSeconds(10));
        assertThat(measured.good()).isEqualTo(100);
        assertThat(measured.bad()).isZero();
        assertThat(measured.total().p50()).isPositive();
    }

    @Test
    void latencyCountsFromTheTimeACallWasDue() {
        Shot delayed = shot(Prompt.plain(), "delayed");
        simulateDelay("delayed", 300);
        Measurement measured = Load.open(delayed, 20, Duration.ofMillis(500), Duration.ofSeconds(10));
        assertThat(measured.good()).isEqualTo(10);
        assertThat(measured.total().p50()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void countsStreamsWithAllTheirEvents() {
        Measurement measured = Load.closed(shot(Prompt.streamed()), 4, Duration.ofMillis(200));
        assertThat(measured.good()).isPositive();
        assertThat(measured.bad()).isZero();
        assertThat(measured.first().p50())
                .isPositive()
                .isLessThanOrEqualTo(measured.total().p50());
    }

    @Test
    void aStreamThatIsCutIsLost() {
        post("{\"account\":\"cut\",\"times\":0,\"after\":3,\"cut\":true}");
        Measurement measured =
                Load.open(shot(Prompt.streamed(), "cut"), 20, Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(measured.good()).isZero();
        assertThat(measured.bad()).isEqualTo(4);
        assertThat(measured.note()).contains("connection lost");
    }

    @Test
    void aRefusalIsNotGood() {
        post("{\"account\":\"busy\",\"times\":0,\"status\":429}");
        Measurement measured = Load.closed(shot(Prompt.plain(), "busy"), 2, Duration.ofMillis(100));
        assertThat(measured.good()).isZero();
        assertThat(measured.note()).contains("status 429");
    }

    private static void simulateDelay(String account, int millis) {
        post("{\"account\":\"%s\",\"times\":0,\"delay_ms\":%d}".formatted(account, millis));
    }

    private static void post(String directive) {
        Shot control = new Shot(java.net.URI.create(simulator.url() + "/_sim/faults"), "any", directive, 0);
        assertThat(Load.open(control, 1, Duration.ofSeconds(1), Duration.ofSeconds(5))
                        .good())
                .isOne();
    }

    private static Shot shot(Prompt prompt) {
        return shot(prompt, "good");
    }

    private static Shot shot(Prompt prompt, String account) {
        return new Target(Target.Way.DIRECT, simulator.url() + "/v1", account).shot(prompt);
    }
}
