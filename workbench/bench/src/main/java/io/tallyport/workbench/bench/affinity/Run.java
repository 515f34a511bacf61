package io.tallyport.workbench.bench.affinity;

import io.tallyport.workbench.bench.affinity.AffinityOptions.Outage;
import io.tallyport.workbench.bench.affinity.AffinityRig.Cached;
import io.tallyport.workbench.bench.affinity.Loads.Absence;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.conversation.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one scenario's run was like.
 *
 * @param tallied prompt tokens as the provider counted them
 * @param harmed the account that was down, and when
 * @param unbookedTokens read from caches by the tally and not so on the books, or the other way round
 * @param attempts that another followed, by reason
 * @param placements calls by how their account was chosen
 */
record Run(
        Scenario scenario,
        List<Turn> turns,
        Cached tallied,
        Loads loads,
        Optional<Harmed> harmed,
        Parity parity,
        long unbookedTokens,
        Map<String, Long> attempts,
        Map<String, Long> placements) {
    private static final int WINDOW_SECONDS = 5;
    private static final int LEAST_TURNS = 20;
    private static final long MILLIS = 1_000;

    record Harmed(int account, Outage outage) {}

    /** Of the prompt tokens that an only account would have had in its cache, the share that was read from one. */
    double hitRate() {
        return hitRate(turns.stream());
    }

    /** The same of the calls that were sent while an account was down. */
    double hitRateInOutage() {
        Outage outage = harmed.orElseThrow().outage();
        return hitRate(sentWithin(outage.from() * MILLIS, outage.to() * MILLIS));
    }

    /** The same of the five seconds before; NaN where too few calls were sent. */
    double hitRateAt(int second) {
        List<Turn> window = sentWithin((second - WINDOW_SECONDS) * MILLIS, second * MILLIS)
                .filter(turn -> turn.possible() > 0)
                .toList();
        return window.size() < LEAST_TURNS ? Double.NaN : hitRate(window.stream());
    }

    /** Seconds after the outage from which on the hit rate is no more below this. */
    int secondsUntilBack(double rate) {
        int end = harmed.orElseThrow().outage().to();
        int back = end;
        for (int second = end; second <= loads.seconds(); second++) {
            if (hitRateAt(second) < rate) {
                back = second + 1;
            }
        }
        return back - end;
    }

    long failed() {
        return turns.stream().filter(turn -> !turn.good()).count();
    }

    /** What went wrong first, in words; empty if nothing did. */
    String problem() {
        return turns.stream()
                .filter(turn -> !turn.good())
                .findFirst()
                .map(Turn::problem)
                .orElse("");
    }

    double mostLoad() {
        return load(1);
    }

    /** @param share of all accounts' windows that are not above it */
    double load(double share) {
        double[] ratios = loads.overMean(absence());
        return ratios.length == 0 ? Double.NaN : ratios[(int) Math.ceil((ratios.length - 1) * share)];
    }

    /** Down from the outage's beginning until it was asked again after it. */
    private Absence absence() {
        return harmed.map(each -> new Absence(
                        each.account(),
                        each.outage().from(),
                        loads.askedAgain(each.account(), each.outage().to())))
                .orElse(Absence.NONE);
    }

    long tried() {
        return attempts.values().stream().mapToLong(Long::longValue).sum();
    }

    int millis(double share) {
        int[] sorted = turns.stream().mapToInt(Turn::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)];
    }

    private Stream<Turn> sentWithin(long fromMillis, long toMillis) {
        return turns.stream().filter(turn -> turn.sentMillis() >= fromMillis && turn.sentMillis() < toMillis);
    }

    private static double hitRate(Stream<Turn> turns) {
        long[] sums = turns.collect(
                () -> new long[2],
                (sum, turn) -> {
                    sum[0] += turn.read();
                    sum[1] += turn.possible();
                },
                (sum, more) -> {
                    sum[0] += more[0];
                    sum[1] += more[1];
                });
        return (double) sums[0] / sums[1];
    }
}
