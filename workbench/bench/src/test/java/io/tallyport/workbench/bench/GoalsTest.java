package io.tallyport.workbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.load.Latency;
import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Row;
import io.tallyport.workbench.bench.upstream.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {
    private static final Latency QUICK = new Latency(1, 10, 100);

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

    private static Row ofWay(String load, Target.Way way, double perSecond) {
        return new Row(load, way, perSecond, QUICK, QUICK, 100, 0, 0.1, "");
    }
}
