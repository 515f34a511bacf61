package io.tallyport.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final int KEYS = 100_000;

    @Test
    void accountsOfOneWeightGetEvenShares() {
        int[] counts = new int[8];
        keys().forEach(key -> counts[best(key, 8)]++);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(KEYS / 8 * 103 / 100);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(KEYS / 8 * 97 / 100);
    }

    @Test
    void anAccountThatLeavesMovesItsOwnKeysOnly() {
        keys().forEach(key -> {
            int among8 = best(key, 8);
            if (among8 != 7) {
                assertThat(best(key, 7)).isEqualTo(among8);
            }
        });
    }

    @Test
    void aWeightIsAShare() {
        int[] weights = {100, 200, 700};
        int[] counts = new int[3];
        keys().forEach(key -> counts[bestWeighted(key, weights)]++);
        assertThat(counts[0] / (double) KEYS).isCloseTo(0.1, offset(0.01));
        assertThat(counts[1] / (double) KEYS).isCloseTo(0.2, offset(0.01));
    }

    @Test
    void equalWeightsRankAsWithoutThem() {
        int[] weights = {100, 100, 100, 100, 100};
        keys().forEach(key -> assertThat(bestWeighted(key, weights)).isEqualTo(best(key, 5)));
    }

    private static LongStream keys() {
        return LongStream.range(0, KEYS).map(Ranking::mix);
    }

    private static int best(long key, int accounts) {
        int best = 0;
        for (int i = 1; i < accounts; i++) {
            if (Ranking.plainScore(key, Ranking.seed(i + 1)) < Ranking.plainScore(key, Ranking.seed(best + 1))) {
                best = i;
            }
        }
        return best;
    }

    private static int bestWeighted(long key, int[] weights) {
        int best = 0;
        for (int i = 1; i < weights.length; i++) {
            if (Ranking.score(key, Ranking.seed(i + 1), weights[i])
                    < Ranking.score(key, Ranking.seed(best + 1), weights[best])) {
                best = i;
            }
        }
        return best;
    }
}
