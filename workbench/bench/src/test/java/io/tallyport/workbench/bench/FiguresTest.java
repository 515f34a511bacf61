package io.tallyport.workbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Latency SLOW = new Latency(3, 30, 300);
    private static final Latency QUICK = new Latency(1, 10, 100);

    @Test
    void theMedianOfThreeRunsIsTheMiddleOne() {
        Row row = Row.median(List.of(row(10, SLOW), row(30, QUICK), row(20, QUICK)));
        assertThat(row.perSecond()).isEqualTo(20);
        assertThat(row.total().p99()).isEqualTo(10);
        assertThat(row.bad()).isEqualTo(3);
    }

    @Test
    void goalsCompareTheWaysOfOneRun() {
        Parity parity = new Parity(1, 1, 1, 0, 0, 5);
        List<Row> rows = List.of(
                ofWay(Round.STATIC_ANSWER, Target.Way.NGINX, 60_000),
                ofWay(Round.STATIC_ANSWER, Target.Way.TALLYPORT, 9_600));
        List<Goal> goals = Goals.of(List.of(new Round.Result(rows, parity)), 900);
        Goal ratio = goals.getFirst();
        assertThat(ratio.name()).isEqualTo("plain_ratio_nginx");
        assertThat(ratio.value()).isEqualTo(0.16);
        assertThat(ratio.text()).isEqualTo(">= 0.15");
        assertThat(ratio.isMet()).isTrue();
        assertThat(goals)
                .extracting(Goal::name)
                .contains("rss_mb", "money_difference_nano")
                .doesNotContain("added_p50_ms_500");
    }

    @Test
    void parityFindsAMissingDebit() {
        Books before = new Books(Map.of(), 0, 0, 0, 0, 1_000);
        Books after = new Books(Map.of(Upstream.FAST, new Served(2, 20, 4)), 1, 100, 100, 50, 950);
        Parity parity = Parity.between(
                new Parity.Standing(before, Served.NOTHING, 0), new Parity.Standing(after, new Served(2, 20, 4), 0));
        assertThat(parity.holds()).isFalse();
        assertThat(parity.tokens()).isZero();
        assertThat(parity.moneyNano()).isEqualTo(100);
    }

    @Test
    void readsTheFiguresThatWrkSays() {
        Measurement measured =
                Wrk.read("Running 1s test\n\nTALLYPORT 5000 1000000 10 2 1000.000000 5000.000000 9000.000000\n");
        assertThat(measured.good()).isEqualTo(4990);
        assertThat(measured.bad()).isEqualTo(12);
        assertThat(measured.perSecond()).isEqualTo(4990);
        assertThat(measured.total()).isEqualTo(new Latency(1, 5, 9));
    }

    private static Row row(double perSecond, Latency total) {
        return new Row("load", Target.Way.DIRECT, perSecond, total, Latency.NONE, 100, 1, Double.NaN, "");
    }

    private static Row ofWay(String load, Target.Way way, double perSecond) {
        return new Row(load, way, perSecond, QUICK, Latency.NONE, 100, 0, 0.1, "");
    }
}
