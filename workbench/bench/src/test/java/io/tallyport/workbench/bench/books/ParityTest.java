package io.tallyport.workbench.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.upstream.Upstream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityTest {
    @Test
    void parityFindsAMissingDebit() {
        Books before = new Books(Map.of(), 0, 0, 0, 0, 1_000);
        Books after = new Books(Map.of(Upstream.FAST.accountName(), new Served(2, 20, 4)), 1, 100, 100, 50, 950);
        Parity parity = Parity.between(
                new Parity.Standing(before, Served.NOTHING, 0), new Parity.Standing(after, new Served(2, 20, 4), 0));
        assertThat(parity.holds()).isFalse();
        assertThat(parity.tokens()).isZero();
        assertThat(parity.moneyNano()).isEqualTo(100);
    }
}
