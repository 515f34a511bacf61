package io.tallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTallyTest {
    private static final String[] WORDS = ("the model reads a stream of tokens and answers, one by one; \"what\" {is}"
                    + " 12345 naïve überraschend 模型 проверка const value = map.get(key);\n return null")
            .split(" ");

    @ParameterizedTest
    @CsvSource({
        "'Hello, world!', 4",
        "'', 0",
        "'<|endoftext|>', 7",
        "'antidisestablishmentarianism', 6",
    })
    void shortTextsAreCountedExactly(String text, long tokens) {
        assertThat(tokens(text)).isEqualTo(tokens);
    }

    @Test
    void aTextOfManyPiecesCountsAsOneOfOnePiece() {
        String text = words(20_000, 1);
        assertThat(tokens(text)).isCloseTo(Vocabulary.O200K.count(text), within(3L));
    }

    @Test
    void aVeryLongTextIsSampled() {
        String text = words(300_000, 2);
        assertThat(tokens(text)).isCloseTo(Vocabulary.O200K.count(text), Percentage.withPercentage(2));
    }

    @Test
    void severalTextsAreSampledTogether() {
        TextTally tally = new TextTally();
        long exact = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = words(100, i);
            tally.add(text);
            tally.add("");
            exact += Vocabulary.O200K.count(text);
        }
        assertThat(tally.tokens(Vocabulary.O200K)).isCloseTo(exact, Percentage.withPercentage(2));
    }

    @Test
    void emojiAreNotCutInTwo() {
        String text = "a" + "😀".repeat(50_000);
        assertThat(tokens(text)).isCloseTo(Vocabulary.O200K.count(text), Percentage.withPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({"a", "!", "' '", "模", "😀", "'\n'"})
    void theLongestTextTakesNoLongerThanAMomentWhateverItSays(String unit) {
        tokens(unit.repeat(10_000));
        String text = unit.repeat(40_000_000 / unit.length());
        long started = System.nanoTime();
        tokens(text);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    }

    private static long tokens(String text) {
        TextTally tally = new TextTally();
        tally.add(text);
        return tally.tokens(Vocabulary.O200K);
    }

    private static String words(int count, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
