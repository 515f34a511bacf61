package io.tallyport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.provider.UsageReport;
import io.tallyport.relay.Bill.ChargedUsage;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules B3, B5, B6 and B10 of money.md, with 100 tokens of input by our own count. */
class LocalUsageTest {
    private static final TokenCounts COUNTED_INPUT = new TokenCounts(100, 0, 0, 0, 0);
    private static final TokenCounts REPORTED = new TokenCounts(12, 3_045, 0, 7, 80);

    @Test
    void aWholeAnswerWithoutUsageIsCounted() {
        assertThat(usage(null, false, 30).whole())
                .isEqualTo(new ChargedUsage(COUNTED_INPUT.withOutput(30), true, true));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "80, 80", "90, 80"})
    void ofAFinalCountAndTheDeliveredOneTheSmallerIsCharged(long delivered, long charged) {
        assertThat(usage(REPORTED, true, delivered).partial(Outcome.B3))
                .isEqualTo(new ChargedUsage(REPORTED.withOutput(charged), false, false));
    }

    @ParameterizedTest
    @CsvSource({"B3", "B6"})
    void withoutAFinalCountTheDeliveredOutputIsCharged(Outcome outcome) {
        assertThat(usage(REPORTED, false, 90).partial(outcome))
                .isEqualTo(new ChargedUsage(REPORTED.withOutput(90), true, false));
    }

    @Test
    void anUpstreamThatBreaksBeforeTheFirstTokenIsFreeForTheCustomerWhateverItCostsUs() {
        assertThat(usage(REPORTED, false, 0).partial(Outcome.B3)).isEqualTo(ChargedUsage.free(REPORTED));
        assertThat(usage(null, false, 0).partial(Outcome.B3)).isEqualTo(ChargedUsage.NOTHING);
    }

    @Test
    void aCallerGoneBeforeTheFirstTokenPaysTheInputAsReportedOrElseAsCounted() {
        assertThat(usage(REPORTED, false, 50).partial(Outcome.B5).tokens()).isEqualTo(REPORTED.withOutput(0));
        assertThat(usage(null, false, 50).partial(Outcome.B5)).isEqualTo(new ChargedUsage(COUNTED_INPUT, true, true));
    }

    @Test
    void aCallerGoneLaterPaysInputAndOutputAsCounted() {
        assertThat(usage(null, false, 50).partial(Outcome.B6))
                .isEqualTo(new ChargedUsage(COUNTED_INPUT.withOutput(50), true, true));
    }

    private static LocalUsage usage(@Nullable TokenCounts reported, boolean outputReported, long delivered) {
        return new LocalUsage(
                new UsageReport(reported, outputReported, new DeliveredText()), () -> 100, () -> delivered);
    }
}
