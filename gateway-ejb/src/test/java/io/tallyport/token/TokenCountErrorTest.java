package io.tallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far our counts are from the providers', on the recordings that the constants were not fitted to. */
class TokenCountErrorTest {

    /** What is compared, and the most it may be off, in tenths of a percent. */
    private enum Side {
        CLAUDE_INPUT(AnthropicRecordings.all(), false, 30, 130),
        CLAUDE_OUTPUT(AnthropicRecordings.all(), true, 40, 260),
        GPT_INPUT(OpenAiRecordings.all(), false, 15, 50),
        GPT_OUTPUT(OpenAiRecordings.all(), true, 5, 760),
        GEMINI_INPUT(GeminiRecordings.all(), false, 80, 140),
        GEMINI_OUTPUT(GeminiRecordings.all(), true, 5, 110);

        private final List<Recording> recordings;
        private final boolean output;
        private final int medianBound;
        private final int ninetiethBound;

        Side(List<Recording> recordings, boolean output, int medianBound, int ninetiethBound) {
            this.recordings = recordings;
            this.output = output;
            this.medianBound = medianBound;
            this.ninetiethBound = ninetiethBound;
        }

        Stream<Recording> ofHalf(boolean validation) {
            return recordings.stream()
                    .filter(recording -> recording.isForValidation() == validation)
                    .filter(recording -> !output || recording.answer() != null);
        }

        int error(Recording recording) {
            return (int) Math.ceilDiv(tokensOff(recording) * 1_000, output ? recording.output() : recording.input());
        }

        long tokensOff(Recording recording) {
            TokenRules rules = ModelRules.of(recording.model());
            String answer = recording.answer();
            long counted = output && answer != null
                    ? rules.text(rules.vocabulary().count(answer))
                    : InputTally.of(recording.conversation(), rules);
            return Math.abs(counted - (output ? recording.output() : recording.input()));
        }
    }

    /** Absolute errors in tenths of a percent, and the median in tokens. */
    private record Errors(int pairs, long tokens, int median, int ninetieth, int worst) {
        static Errors of(Side side, boolean validation) {
            int[] sorted =
                    side.ofHalf(validation).mapToInt(side::error).sorted().toArray();
            long[] tokens =
                    side.ofHalf(validation).mapToLong(side::tokensOff).sorted().toArray();
            return sorted.length == 0
                    ? new Errors(0, 0, 0, 0, 0)
                    : new Errors(
                            sorted.length,
                            tokens[tokens.length / 2],
                            sorted[sorted.length / 2],
                            sorted[Math.min(sorted.length - 1, sorted.length * 9 / 10)],
                            sorted[sorted.length - 1]);
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.1f | %.1f | %.1f |",
                    name,
                    pairs,
                    tokens,
                    median / 10.0,
                    ninetieth / 10.0,
                    worst / 10.0);
        }
    }

    @DisplayName("counts are as near as docs/token-counting.md says")
    @ParameterizedTest
    @EnumSource(Side.class)
    void countsAreAsNearAsTheDocumentSays(Side side) {
        System.out.println(Errors.of(side, false).row(side + " fitted"));
        Errors errors = Errors.of(side, true);
        System.out.println(errors.row(side + " validation"));
        assertThat(errors.median()).isLessThanOrEqualTo(side.medianBound);
        assertThat(errors.ninetieth()).isLessThanOrEqualTo(side.ninetiethBound);
    }
}
