package io.tallyport.workbench.bench.routing;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.Placements;
import io.tallyport.affinity.Ranking;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.WireFormat;
import io.tallyport.choice.Candidate;
import io.tallyport.choice.Chooser;
import io.tallyport.choice.Chooser.Asked;
import io.tallyport.choice.Pick;
import io.tallyport.choice.Plan;
import io.tallyport.choice.Wish;
import io.tallyport.pool.AccountState;
import io.tallyport.route.Fallback;
import io.tallyport.upstream.Disconnect;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One operation chooses an account for a call of one of 50 models. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChoosingBenchmark {
    private static final int MODELS = 50;
    private static final int CALLS = 4_096;
    private static final int LIFE_SECONDS = 300;
    private static final int USUAL_WEIGHT = 100;
    private static final int MUCH_LOAD = 1_000;
    private static final int LITTLE_LOAD = 50;
    private static final int EACH_OF_SO_MANY = 10;

    /** What the choice comes upon. */
    public enum Situation {
        /** Conversations that go on, each on the first account of its ranking. */
        HOME,
        /** Accounts of different weights, which take a logarithm each. */
        WEIGHTED,
        /** Conversations that began elsewhere, and are remembered there. */
        PLACED,
        /** Conversations whose account cannot be asked. */
        DETOUR,
        /** Conversations that begin on an account without room. */
        CROWDED,
        /** By load alone. */
        SPREAD
    }

    @Param
    Situation situation = Situation.HOME;

    @Param({"20", "200"})
    int accounts;

    private final Placements placements = new Placements();
    private final Chooser chooser = new Chooser(placements);
    private final Random random = new Random(1);
    private Plan[] plans = {};
    private Asked[] calls = {};
    private int next;

    /** Accounts, plans of each model, and calls that come upon the situation. */
    @Setup
    public void prepare() {
        List<AccountState> states =
                IntStream.range(0, accounts).mapToObj(i -> new AccountState()).toList();
        plans = IntStream.range(0, MODELS)
                .mapToObj(model -> plan(states, "model-" + model))
                .toArray(Plan[]::new);
        calls = IntStream.range(0, CALLS)
                .mapToObj(call -> asked(random.nextLong(), false))
                .toArray(Asked[]::new);
        switch (situation) {
            case HOME, WEIGHTED, SPREAD -> {}
            case PLACED -> {
                for (Asked call : calls) {
                    long account = 1L + random.nextInt(accounts);
                    placements.place(call.key().conversation(), account, LIFE_SECONDS, System.nanoTime());
                }
            }
            case DETOUR -> {
                IntStream.range(0, accounts / EACH_OF_SO_MANY).forEach(i -> silence(states.get(i)));
                chooseCallsOf(accounts / EACH_OF_SO_MANY);
            }
            case CROWDED -> {
                for (int i = 0; i < accounts; i++) {
                    load(states.get(i), i < accounts / EACH_OF_SO_MANY ? MUCH_LOAD : LITTLE_LOAD);
                }
                chooseCallsOf(accounts / EACH_OF_SO_MANY);
            }
        }
    }

    /** Keeps to calls whose ranking begins with one of the first accounts. */
    private void chooseCallsOf(int first) {
        for (int i = 0; i < CALLS; i++) {
            long key = random.nextLong();
            while (home(key) >= first) {
                key = random.nextLong();
            }
            calls[i] = asked(key, situation == Situation.CROWDED);
        }
    }

    private int home(long key) {
        int home = 0;
        for (int i = 1; i < accounts; i++) {
            if (Ranking.plainScore(key, Ranking.seed(i + 1L)) < Ranking.plainScore(key, Ranking.seed(home + 1L))) {
                home = i;
            }
        }
        return home;
    }

    private static void silence(AccountState state) {
        for (int model = 0; model < MODELS; model++) {
            state.waitFor(state.model("model-" + model), Duration.ofHours(1).toNanos(), System.nanoTime());
        }
    }

    private static void load(AccountState state, int asked) {
        for (int i = 0; i < asked; i++) {
            state.asked(state.model("model-0"), 1, true);
        }
    }

    private Asked asked(long key, boolean opening) {
        Wish wish = situation == Situation.SPREAD ? Wish.SPREAD : Wish.AFFINITY;
        return new Asked(new AffinityKey(key, Ranking.seed(key), key, opening), wish, LIFE_SECONDS);
    }

    private Plan plan(List<AccountState> states, String model) {
        UpstreamProvider provider = new UpstreamProvider(
                1,
                "provider",
                Protocol.ANTHROPIC,
                URI.create("http://127.0.0.1"),
                Set.of("anthropic"),
                false,
                false,
                false,
                Disconnect.DRAIN);
        return Plan.of(IntStream.range(0, accounts)
                .mapToObj(i -> new Candidate(
                        new UpstreamAccount(
                                i + 1L,
                                "account-" + i,
                                provider,
                                null,
                                null,
                                USUAL_WEIGHT,
                                new Quota(1_000_000, null, null),
                                null),
                        WireFormat.MESSAGES,
                        null,
                        0,
                        situation == Situation.WEIGHTED ? 1 + i : USUAL_WEIGHT,
                        Ranking.seed(i + 1L),
                        Fallback.ANY,
                        states.get(i),
                        states.get(i).model(model)))
                .toList());
    }

    /** Looks at all accounts once. */
    @Benchmark
    public @Nullable Pick choose() {
        int call = next++ & CALLS - 1;
        Asked asked = situation == Situation.CROWDED ? another(calls[call].key()) : calls[call];
        return chooser.next(plans[call % MODELS], asked, List.of(), System.nanoTime());
    }

    /** Begins where that one did. */
    private Asked another(AffinityKey like) {
        return new Asked(new AffinityKey(like.prefix(), next, like.ranked(), true), Wish.AFFINITY, LIFE_SECONDS);
    }
}
