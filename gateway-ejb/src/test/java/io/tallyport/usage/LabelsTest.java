package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.usage.UsageEvent.Labels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void aLongSessionKeepsItsEnd() {
        String user = "user_" + "a".repeat(64) + "_account_" + "b".repeat(36) + "_session_" + "c".repeat(36);

        assertThat(session(user)).hasSize(128).endsWith("_session_" + "c".repeat(36));
    }

    @Test
    void whatADatabaseCannotHoldIsLeftOut() {
        assertThat(session(" a\u0000b\n\ud800c ")).isEqualTo("abc");
        assertThat(session("\ud83d\ude00".repeat(200))).isEqualTo("\ud83d\ude00".repeat(128));
        assertThat(session(" \u0000 ")).isNull();
        assertThat(session(null)).isNull();
    }

    private static @Nullable String session(@Nullable String name) {
        return new Labels("MESSAGES", "127.0.0.1", name, null).session();
    }
}
