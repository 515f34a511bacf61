package io.tallyport.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** How much a node draws (money.md section 5.3). */
class NeedTest {

    @Example
    void eightSecondsOfSpendAreDrawnWhereThereIsEnough() {
        assertThat(need(0, 500, 10).grant(10_000, false)).isEqualTo(500);
        assertThat(need(0, 500, 600).grant(10_000, false)).isEqualTo(600);
    }

    @Example
    void whoeverBeginsWithMuchIsGivenAFewCallsMoreButNoGreatPartOfIt() {
        assertThat(need(0, 0, 10).grant(10_000, false)).isEqualTo(80);
        assertThat(need(0, 0, 10).grant(1_000, false)).isEqualTo(48);
        assertThat(need(0, 0, 10).grant(200, false)).isEqualTo(10);
        assertThat(need(0, 0).grant(10_000, false)).isZero();
    }

    @Example
    void beyondWhatCallsWaitForNoMoreThanAFifthIsDrawnWhileAnotherNodeDrawsToo() {
        assertThat(need(0, 500, 10).grant(1_000, true)).isEqualTo(200);
        assertThat(need(0, 500, 300).grant(1_000, true)).isEqualTo(300);
        assertThat(need(0, 500, 10).grant(10_000, true)).isEqualTo(500);
    }

    @Example
    void nearZeroExactlyWhatCallsWaitForIsDrawn() {
        assertThat(need(0, 500, 10, 20).grant(499, false)).isEqualTo(30);
        assertThat(need(25, 500, 10, 20).grant(499, false)).isEqualTo(5);
    }

    @Example
    void whereNotAllFitWhoeverFitsIsServedInOrderAndNothingMoreIsDrawn() {
        assertThat(need(0, 500, 40, 80, 30).grant(100, false)).isEqualTo(70);
        assertThat(need(10, 0, 40, 80, 30).grant(59, false)).isEqualTo(30);
        assertThat(need(0, 0, 40).grant(39, false)).isZero();
        assertThat(need(0, 0, 40).grant(-7, false)).isZero();
    }

    @Property
    void neverMoreIsDrawnThanThereIsAndWhatIsWaitedForIsDrawnIfItFits(
            @ForAll @Size(max = 9) List<@LongRange(min = 0, max = 1_000) Long> waiting,
            @ForAll @LongRange(min = 0, max = 2_000) long free,
            @ForAll @LongRange(min = 0, max = 5_000) long recent,
            @ForAll @LongRange(min = -100, max = 5_000) long available,
            @ForAll boolean shared) {
        long grant = new Need(null, free, waiting, recent).grant(available, shared);
        long sum = waiting.stream().mapToLong(Long::longValue).sum();
        assertThat(grant).isBetween(0L, Math.max(0, available));
        if (sum - free <= available) {
            assertThat(grant + free).isGreaterThanOrEqualTo(sum);
        }
    }

    private static Need need(long free, long recent, long... waiting) {
        return new Need(null, free, LongStream.of(waiting).boxed().toList(), recent);
    }
}
