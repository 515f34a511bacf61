package io.tallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tallyport.limit.Tallies.NodeTold;
import io.tallyport.limit.Tally.Told;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** What is counted for whom, and what is forgotten. */
class TalliesTest {
    private static final int LIMIT = 60;

    private long nanos;
    private final Tallies tallies = new Tallies(clock());

    @Test
    void aMinutesRequestsPassAtOnceAndThenOneASecond() {
        Tally tally = tallies.organisation(1, LIMIT);
        assertThat(takeAll(tally)).isEqualTo(LIMIT);
        assertThat(tally.take()).isEqualTo(1);

        pass(5);
        assertThat(takeAll(tally)).isEqualTo(5);
    }

    @Test
    void anotherLimitKeepsWhatIsUsed() {
        takeAll(tallies.organisation(1, LIMIT));

        assertThat(takeAll(tallies.organisation(1, 10 * LIMIT))).isZero();
        pass(6);
        assertThat(takeAll(tallies.organisation(1, 10 * LIMIT))).isEqualTo(LIMIT);
    }

    @Test
    void callsThatAnotherLimitTurnsAwayAreToldOnceAtMost() {
        Tally tally = tallies.key("k", LIMIT);
        for (int i = 0; i < 5; i++) {
            tally.take();
            tally.giveBack();
        }
        tally.take();

        assertThat(tally.told().used()).isEqualTo(1);
        assertThat(tally.remaining()).isEqualTo(LIMIT - 1);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        takeAll(tallies.address("2001:db8::1", LIMIT));

        assertThat(tallies.address("2001:db8::ffff:1", LIMIT).take()).isPositive();
        assertThat(tallies.address("2001:db8:0:1::1", LIMIT).take()).isZero();
        assertThat(tallies.address("192.0.2.1", LIMIT).take()).isZero();
    }

    @Test
    void whoeverIsIdleWithAFullBucketIsForgotten() {
        tallies.address("192.0.2.1", LIMIT).take();
        tallies.organisation(1, LIMIT).take();
        tick(70);

        assertThat(tallies.size()).isZero();
    }

    @Test
    void aFloodOfAddressesResetsNobodyAndIsItselfLimited() {
        Tallies few = new Tallies(clock(), 10);
        takeAll(few.address("192.0.2.1", LIMIT));
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            passed += few.address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), LIMIT)
                                    .take()
                            == 0
                    ? 1
                    : 0;
        }

        assertThat(few.address("192.0.2.1", LIMIT).take()).isPositive();
        assertThat(few.size()).isLessThanOrEqualTo(10 + 1_024);
        assertThat(passed).isLessThanOrEqualTo(9 + 1_024 * LIMIT);
    }

    @Test
    void aNodeThatJoinsLearnsWhatIsLeft() {
        tallies.exchange(Map.of("other", new NodeTold(1, Map.of("o1", new Told(LIMIT, 1_000, 0, 4, 7)))));

        assertThat(tallies.organisation(1, LIMIT).remaining()).isEqualTo(4);
        assertThat(tallies.organisation(1, LIMIT).underWay()).isEqualTo(7);
    }

    @Test
    void aNodeThatIsGoneLeavesTheWholeLimit() {
        NodeTold told = new NodeTold(1, Map.of("o1", new Told(LIMIT, 0, LIMIT, LIMIT, 3)));
        tallies.exchange(Map.of());
        tallies.exchange(Map.of("other", told));
        assertThat(takeAll(tallies.organisation(1, LIMIT))).isLessThan(LIMIT / 2);

        tick(60);
        assertThat(takeAll(tallies.organisation(1, LIMIT))).isEqualTo(LIMIT);
        assertThat(tallies.organisation(1, LIMIT).underWay()).isZero();
    }

    @Test
    void nodesTellEachOtherThroughTheCache() {
        Pair pair = new Pair();
        for (int i = 0; i < 10; i++) {
            assertThat(tallies.key("abcdefghijkl", LIMIT).take()).isZero();
        }
        tallies.organisation(1, LIMIT).enter();
        pair.exchange();

        assertThat(pair.other.key("abcdefghijkl", LIMIT).remaining()).isEqualTo(LIMIT - 10);
        assertThat(pair.other.organisation(1, LIMIT).underWay()).isEqualTo(1);
    }

    @Test
    void whatAnAddressHasWaitedForIsNotToldOfLater() {
        Pair pair = new Pair();
        for (int second = 0; second < 300; second++) {
            assertThat(tallies.address("192.0.2.1", LIMIT).take()).isZero();
            pass(1);
            pair.exchange();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(tallies.address("192.0.2.1", LIMIT).take()).isZero();
        }
        pair.exchange();

        assertThat(pair.other.address("192.0.2.1", LIMIT).remaining()).isBetween(LIMIT - 12L, LIMIT - 9L);
    }

    @Test
    void aNodeThatWasOutOfReachIsNotCountedTwice() {
        Pair pair = new Pair();
        for (int i = 0; i < 20; i++) {
            assertThat(tallies.organisation(1, LIMIT).take()).isZero();
        }
        pair.exchange();
        assertThat(pair.other.organisation(1, LIMIT).remaining()).isEqualTo(LIMIT - 20);
        pair.cache.remove("a");
        pair.there.exchange(pair.other);
        pair.exchange();

        assertThat(pair.other.organisation(1, LIMIT).remaining()).isEqualTo(LIMIT - 20);
    }

    /** {@link #tallies} and another node's, which have met. */
    private final class Pair {
        private final ConcurrentMap<String, byte[]> cache = new ConcurrentHashMap<>();
        private final Tallies other = new Tallies(clock());
        private final UsedCounts here = new UsedCounts("a", cache);
        private final UsedCounts there = new UsedCounts("b", cache);

        Pair() {
            exchange();
            exchange();
        }

        void exchange() {
            here.exchange(tallies);
            there.exchange(other);
        }
    }

    private static int takeAll(Tally tally) {
        int taken = 0;
        while (tally.take() == 0) {
            taken++;
        }
        return taken;
    }

    private void pass(int seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            pass(1);
            tallies.exchange(Map.of());
        }
    }

    private TimeMeter clock() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
