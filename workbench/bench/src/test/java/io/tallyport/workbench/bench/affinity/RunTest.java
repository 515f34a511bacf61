package io.tallyport.workbench.bench.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.affinity.AffinityOptions.Outage;
import io.tallyport.workbench.bench.affinity.AffinityRig.Cached;
import io.tallyport.workbench.bench.affinity.Loads.Absence;
import io.tallyport.workbench.bench.affinity.Run.Harmed;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.conversation.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final int SECONDS = 40;

    @Test
    void theRateThroughAnOutageIsThatOfTheCallsSentInIt() {
        Run run = run(new Outage(10, 10), second -> second >= 10 && second < 20 ? 50 : 100);

        assertThat(run.hitRate()).isEqualTo(0.875);
        assertThat(run.hitRateInOutage()).isEqualTo(0.5);
        assertThat(run.hitRateAt(8)).isEqualTo(1);
        assertThat(run.hitRateAt(1)).as("too few calls").isNaN();
    }

    @Test
    void itIsBackWhenTheRateStaysUp() {
        Run run = run(new Outage(10, 10), second -> second >= 10 && second < 26 && second != 22 ? 50 : 100);

        // the five seconds after the 26th have none of the bad ones in them
        assertThat(run.secondsUntilBack(0.97)).isEqualTo(11);
        assertThat(run(new Outage(10, 10), second -> 100).secondsUntilBack(0.97))
                .isZero();
    }

    @Test
    void anAccountIsLeftOutUntilItIsAskedAgain() {
        Run run = run(new Outage(10, 10), second -> 100);

        assertThat(run.mostLoad()).isEqualTo(1);
        assertThat(run.loads().overMean(Absence.NONE)).contains(2.0, 0.0);
    }

    @Test
    void oneThatHasMoreThanTheOthersShows() {
        Loads loads = new Loads(List.of(filled(0, SECONDS, 30), filled(0, SECONDS, 10)));

        assertThat(loads.overMean(Absence.NONE)).containsOnly(0.5, 1.5);
        assertThat(loads.busiest(20)).isZero();
    }

    @Test
    void aPictureIsDrawn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("picture.png");
        new Picture(List.of(run(new Outage(10, 10), second -> 100))).write(file);

        assertThat(Files.size(file)).isGreaterThan(1_000);
    }

    private interface Read {
        long at(int second);
    }

    /** Ten calls a second on two accounts, the second of which is away from the 10th to the 25th. */
    private static Run run(Outage outage, Read read) {
        List<Turn> turns = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            for (int i = 0; i < 10; i++) {
                turns.add(new Turn(second * 1_000L + i, 5, true, "", 100, read.at(second)));
            }
        }
        long[] first = filled(0, SECONDS, 5);
        Arrays.fill(first, 10, 25, 10);
        long[] second = filled(0, SECONDS, 5);
        Arrays.fill(second, 10, 25, 0);
        return new Run(
                Scenario.REFUSING,
                turns,
                new Cached(1, 1),
                new Loads(List.of(first, second)),
                Optional.of(new Harmed(1, outage)),
                new Parity(0, 0, 0, 0, 0, 0),
                0,
                Map.of(),
                Map.of());
    }

    private static long[] filled(int from, int to, long value) {
        long[] seconds = new long[SECONDS];
        Arrays.fill(seconds, from, to, value);
        return seconds;
    }
}
