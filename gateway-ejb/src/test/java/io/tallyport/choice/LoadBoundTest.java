package io.tallyport.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.Placements;
import io.tallyport.choice.Chooser.Asked;
import io.tallyport.pool.PoolClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Conversations of many turns over eight accounts, in simulated time. */
class LoadBoundTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / PoolClock.TICKS_PER_SECOND;
    private static final int WINDOW_SECONDS = 10;
    private static final int CONVERSATIONS = 1_000;
    private static final int TURNS = 10;
    private static final int CALLS_PER_SECOND = 125;
    private static final int SECONDS_BETWEEN_TURNS = 3;
    private static final int PREFIXES = 40;
    private static final int RUNS = 10;

    private List<Candidate> accounts = List.of();
    private Plan plan = ChoiceSamples.plan(accounts);
    private Chooser chooser = new Chooser();

    private record Turn(long atNanos, long prefix, long conversation, int number) {}

    @Test
    void noAccountCarriesMuchMoreThanItsShareAndConversationsStay() {
        assertBound(0);
    }

    @Test
    void aTenantWithFortyPercentOfTheCallsIsSharedOut() {
        assertBound(40);
    }

    /** The most of any account in any window varies by chance, so that it is taken over several runs. */
    private void assertBound(int hotPercent) {
        List<Outcome> outcomes = IntStream.rangeClosed(1, RUNS)
                .mapToObj(seed -> run(seed, hotPercent))
                .toList();
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.most).isLessThan(1.4);
            assertThat(outcome.moves).isZero();
        });
        assertThat(outcomes.stream().mapToDouble(Outcome::most).average().orElseThrow())
                .isLessThan(1.25);
    }

    /** @param most load of one account over the mean, in any window; {@code moves} of conversations that had begun */
    private record Outcome(double most, int moves) {}

    private Outcome run(int seed, int hotPercent) {
        Random random = new Random(seed);
        accounts =
                LongStream.rangeClosed(1, 8).mapToObj(ChoiceSamples::candidate).toList();
        plan = ChoiceSamples.plan(accounts);
        chooser = new Chooser(new Placements());
        PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::atNanos));
        double openings = (double) CALLS_PER_SECOND / TURNS;
        double at = 0;
        for (int i = 1; i <= CONVERSATIONS; i++) {
            at += -Math.log(1 - random.nextDouble()) / openings;
            long prefix = random.nextInt(100) < hotPercent ? 1 : 2 + random.nextInt(PREFIXES);
            turns.add(new Turn((long) (at * SECOND), prefix, i, 1));
        }
        long[] where = new long[CONVERSATIONS + 1];
        List<long[]> calls = new ArrayList<>();
        int moves = 0;
        long nextTick = TICK;
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            for (; nextTick <= turn.atNanos(); nextTick += TICK) {
                accounts.forEach(each -> PoolClock.tick(each.state()));
            }
            AffinityKey key = new AffinityKey(turn.prefix, turn.conversation, turn.prefix, turn.number == 1);
            Candidate asked = Objects.requireNonNull(
                            chooser.next(plan, new Asked(key, Wish.AFFINITY, 300), List.of(), turn.atNanos()))
                    .candidate();
            asked.asked(1, turn.number == 1);
            asked.over(0);
            long id = asked.account().id();
            moves += turn.number > 1 && where[(int) turn.conversation] != id ? 1 : 0;
            where[(int) turn.conversation] = id;
            calls.add(new long[] {turn.atNanos(), id});
            if (turn.number < TURNS) {
                long gap = (long) (SECONDS_BETWEEN_TURNS * SECOND * (0.5 + random.nextDouble()));
                turns.add(new Turn(turn.atNanos() + gap, turn.prefix, turn.conversation, turn.number + 1));
            }
        }
        return new Outcome(mostOverMean(calls), moves);
    }

    /** Over sliding windows that hold at least as many calls as full ones of the middle. */
    private static double mostOverMean(List<long[]> calls) {
        double most = 0;
        long end = calls.getLast()[0];
        for (long from = 0; from + WINDOW_SECONDS * SECOND <= end; from += SECOND) {
            long[] counts = new long[9];
            long all = 0;
            for (long[] call : calls) {
                if (call[0] >= from && call[0] < from + WINDOW_SECONDS * SECOND) {
                    counts[(int) call[1]]++;
                    all++;
                }
            }
            if (all < WINDOW_SECONDS * CALLS_PER_SECOND / 2) {
                continue;
            }
            for (long count : counts) {
                most = Math.max(most, count * 8.0 / all);
            }
        }
        return most;
    }
}
