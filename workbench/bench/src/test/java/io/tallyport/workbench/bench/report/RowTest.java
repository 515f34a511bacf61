package io.tallyport.workbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.load.Latency;
import io.tallyport.workbench.bench.upstream.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Latency SLOW = new Latency(3, 30, 300);
    private static final Latency QUICK = new Latency(1, 10, 100);

    @Test
    void theMedianOfThreeRunsIsTheMiddleOne() {
        Row row = Row.median(List.of(row(10, SLOW), row(30, QUICK), row(20, QUICK)));
        assertThat(row.perSecond()).isEqualTo(20);
        assertThat(row.total().p99()).isEqualTo(10);
        assertThat(row.bad()).isEqualTo(3);
    }

    private static Row row(double perSecond, Latency total) {
        return new Row("load", Target.Way.DIRECT, perSecond, total, total, 100, 1, Double.NaN, "");
    }
}
