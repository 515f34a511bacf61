package io.tallyport.workbench.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void readsTheFiguresThatWrkSays() {
        Measurement measured =
                Wrk.read("Running 1s test\n\nTALLYPORT 5000 1000000 10 2 1000.000000 5000.000000 9000.000000\n");
        assertThat(measured.good()).isEqualTo(4990);
        assertThat(measured.bad()).isEqualTo(12);
        assertThat(measured.perSecond()).isEqualTo(4990);
        assertThat(measured.total()).isEqualTo(new Latency(1, 5, 9));
    }
}
