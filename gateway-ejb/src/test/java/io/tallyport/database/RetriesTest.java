package io.tallyport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    @DisplayName("L06: deadlocks and serialization failures are tried again, five times at most")
    void whatPassesIsTriedAgainAndNotForEver(String state) {
        assertThatThrownBy(() -> Retries.run(() -> fail(state))).hasRootCauseInstanceOf(SQLException.class);
        assertThat(tries).hasValue(5);
    }

    @Test
    void theSecondTryMaySucceed() {
        assertThat(Retries.<String>run(() -> tries.get() < 2 ? fail("40P01") : "done"))
                .isEqualTo("done");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whatDoesNotPassIsTriedOnce() {
        assertThatThrownBy(() -> Retries.run(() -> fail("23514"))).isInstanceOf(RuntimeException.class);
        assertThat(tries).hasValue(1);
    }

    /** As a stateless bean passes it on. */
    private <T> T fail(String state) {
        tries.incrementAndGet();
        throw new IllegalStateException(new DatabaseException(new SQLException("refused", state)));
    }
}
