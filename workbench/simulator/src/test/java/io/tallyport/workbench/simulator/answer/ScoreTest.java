package io.tallyport.workbench.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private final Score score = new Score(9)
            .one(Bytes.ascii("<"))
            .each(3, 2, (index, out) -> out.add(index))
            .one(Bytes.ascii(">"));

    @Test
    void stretchesPlayOneAfterTheOther() {
        assertThat(score.events()).isEqualTo(5);
        assertThat(played(0, 5)).isEqualTo("<012>");
    }

    @Test
    void anyEventCanBePlayedAgain() {
        assertThat(played(0, 5) + played(1, 3)).isEqualTo("<012>01");
    }

    @Test
    void tokensAreThoseOfTheEventsDeliveredAndAllAfterTheLast() {
        assertThat(score.outputTokensAfter(0)).isZero();
        assertThat(score.outputTokensAfter(1)).isZero();
        assertThat(score.outputTokensAfter(3)).isEqualTo(4);
        assertThat(score.outputTokensAfter(4)).isEqualTo(6);
        assertThat(score.outputTokensAfter(5)).isEqualTo(9);
    }

    private String played(int from, int to) {
        Bytes out = new Bytes(8);
        for (int i = from; i < to; i++) {
            score.append(i, out);
        }
        return new String(out.toArray(), StandardCharsets.UTF_8);
    }
}
