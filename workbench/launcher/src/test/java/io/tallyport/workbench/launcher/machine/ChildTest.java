package io.tallyport.workbench.launcher.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @Test
    void aChildThatHoldsOutIsEndedAfterItsTime(@TempDir Path data) {
        Child deaf = Child.start(
                List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"), Map.of(), data, data.resolve("output"));
        Pause.millis(200);

        assertThat(deaf.stop("TERM", Duration.ofMillis(300))).isFalse();
        deaf.kill();
        assertThat(deaf.isAlive()).isFalse();
    }
}
