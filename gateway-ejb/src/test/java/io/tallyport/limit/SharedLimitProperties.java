package io.tallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tallyport.limit.Tallies.NodeTold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * One limit on several nodes under random demand, with ticks at odds and news that is late: what nodes let through
 * together exceeds the limit by no more than is documented, and a node that is alone in its demand gets nearly all of it.
 */
class SharedLimitProperties {
    private static final int STEP_MILLIS = 50;
    private static final int SECOND = 1_000;
    private static final int RUN_MILLIS = 90 * SECOND;
    private static final List<Integer> LIMITS = List.of(1, 7, 60, 120, 600, 2_000);

    private long nowMillis;

    @Property(tries = 200)
    void nodesTogetherKeepTheLimitUpToTheDocumentedError(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int count, @ForAll @IntRange(max = 5) int which) {
        Random random = new Random(seed);
        int limit = LIMITS.get(which);
        List<Node> nodes = nodes(count, random);
        long error = 2L * count * Math.ceilDiv(limit, 60);
        long granted = 0;
        for (nowMillis = 0; nowMillis < RUN_MILLIS; nowMillis += STEP_MILLIS) {
            for (Node node : nodes) {
                node.tickIfDue(nodes);
                granted += node.call(limit, node.demand(random, limit));
            }
            assertThat(granted).isLessThanOrEqualTo(limit + limit * (nowMillis + STEP_MILLIS) / 60_000 + error);
        }
        assertThat(granted).isGreaterThan(limit / 4);
    }

    @Property(tries = 50)
    void aNodeAloneInItsDemandGetsNearlyAll(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int count) {
        Random random = new Random(seed);
        int limit = 600;
        List<Node> nodes = nodes(count, random);
        long granted = 0;
        for (nowMillis = 0; nowMillis < 60 * SECOND; nowMillis += STEP_MILLIS) {
            nodes.forEach(node -> node.tickIfDue(nodes));
            granted += nodes.getFirst().call(limit, limit);
        }
        assertThat(granted).isGreaterThan(2 * limit * 95 / 100);
    }

    private List<Node> nodes(int count, Random random) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new Node(random));
        }
        return nodes;
    }

    private final class Node implements TimeMeter {
        private record News(long visibleAt, NodeTold told) {}

        private final Tallies tallies = new Tallies(this);
        private final Deque<News> news = new ArrayDeque<>();
        private final long phase;
        private final long latency;
        private @Nullable NodeTold visible;
        private int mode;
        private long modeUntil;

        Node(Random random) {
            phase = random.nextInt(SECOND / STEP_MILLIS) * (long) STEP_MILLIS;
            latency = random.nextInt(300);
            // nodes that have met: a cluster at rest
            visible = new NodeTold(phase, Map.of());
        }

        void tickIfDue(List<Node> all) {
            if (nowMillis != 0 && nowMillis % SECOND != phase) {
                return;
            }
            Map<String, NodeTold> others = new HashMap<>();
            for (Node other : all) {
                NodeTold told = other.told();
                if (other != this && told != null) {
                    others.put(String.valueOf(all.indexOf(other)), told);
                }
            }
            news.add(new News(nowMillis + latency, new NodeTold(phase, tallies.exchange(others))));
        }

        private @Nullable NodeTold told() {
            while (!news.isEmpty() && news.getFirst().visibleAt() <= nowMillis) {
                visible = news.removeFirst().told();
            }
            return visible;
        }

        /** Quiet, a trickle, or far too much, for seconds at a time. */
        int demand(Random random, int limit) {
            if (nowMillis >= modeUntil) {
                mode = random.nextInt(3);
                modeUntil = nowMillis + random.nextInt(15 * SECOND);
            }
            return switch (mode) {
                case 0 -> 0;
                case 1 -> random.nextInt(20) == 0 ? 1 : 0;
                default -> random.nextInt(Math.max(2, limit));
            };
        }

        long call(int limit, int calls) {
            long granted = 0;
            for (int i = 0; i < calls; i++) {
                if (tallies.organisation(1, limit).take() > 0) {
                    break;
                }
                granted++;
            }
            return granted;
        }

        @Override
        public long currentTimeNanos() {
            return nowMillis * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
