package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.database.TimeOrderedId;
import io.tallyport.usage.CallCursor.Direction;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallCursorTest {

    @Test
    void aCursorIsReadBackToTheMicrosecond() {
        CallCursor cursor =
                new CallCursor(Instant.parse("2026-11-27T21:59:59.123456Z"), TimeOrderedId.next(), Direction.NEWER);

        assertThat(CallCursor.parse(cursor.toString())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "o", "x00000000000000000000000000000000000000000000000g", "../../etc/passwd"})
    void anythingElseIsNoCursor(String text) {
        assertThat(CallCursor.parse(text)).isEmpty();
    }
}
