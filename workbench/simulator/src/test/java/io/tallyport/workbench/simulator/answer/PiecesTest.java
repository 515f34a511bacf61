package io.tallyport.workbench.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void piecesAreEscapedForAJsonString() {
        Bytes out = new Bytes(8);
        Pieces.of("{\"a\":\"b\"}", 9).appendAll(out);

        assertThat(text(out)).isEqualTo("{\\\"a\\\":\\\"b\\\"}");
    }

    @Test
    void aPieceNeverCutsACharacterOfTwoHalves() {
        Pieces pieces = Pieces.of("1234567😀9", 9);
        Bytes first = new Bytes(8);
        pieces.append(0, first);

        assertThat(text(first)).isEqualTo("1234567😀");
        assertThat(pieces.count()).isEqualTo(2);
    }

    @Test
    void theLimitLosesTheRest() {
        assertThat(Pieces.of("123456789", 2).isWhole()).isTrue();
        assertThat(Pieces.of("123456789", 1).isWhole()).isFalse();
        assertThat(Pieces.of("123456789", 0).count()).isZero();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }
}
