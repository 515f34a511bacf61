package io.tallyport.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LanguageTest {

    @Test
    void everyLanguageHasEveryWord() throws IOException {
        assertThat(words("de")).isEqualTo(words("en"));
        assertThat(words("fr")).isEqualTo(words("en"));
        assertThat(words("es")).isEqualTo(words("en"));
    }

    @Test
    void numbersAreWrittenAsTheLanguageWritesThem() {
        assertThat(Language.of("en").money(123_456_789, 2, "USD")).isEqualTo("USD 1,234,567.89");
        assertThat(Language.of("de").money(123_456_789, 2, "EUR")).isEqualTo("1.234.567,89 EUR");
        assertThat(Language.of("fr").money(-123_456, 2, "EUR")).isEqualTo("-1\u00a0234,56 EUR");
        assertThat(Language.of("es").money(5, 2, "EUR")).isEqualTo("0,05 EUR");
        assertThat(Language.of("en").money(-5, 2, "EUR")).isEqualTo("EUR -0.05");
        assertThat(Language.of("en").money(1_650_000, 0, "JPY")).isEqualTo("JPY 1,650,000");
        assertThat(Language.of("en").money(1_234, 3, "KWD")).isEqualTo("KWD 1.234");
        assertThat(Language.of("en").money(Long.MIN_VALUE, 2, "EUR")).isEqualTo("EUR -92,233,720,368,547,758.08");
        assertThat(Language.of("de").percent(new BigDecimal("25.50"))).isEqualTo("25,5 %");
        assertThat(Language.of("de").percent(new BigDecimal("20"))).isEqualTo("20 %");
    }

    @Test
    void creditsAreNeverCutOff() {
        int digits = Language.digits(List.of(1_500_000_000L, -70_000_004_858L));
        assertThat(digits).isEqualTo(9);
        assertThat(Language.of("de").credits(-70_000_004_858L, digits)).isEqualTo("-70,000004858");
        assertThat(Language.digits(List.of(0L, 500_000_000_000L))).isEqualTo(2);
    }

    @Test
    void datesAndUnknownLanguages() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        assertThat(Language.of("es").date(day)).isEqualTo("2 de marzo de 2026");
        assertThat(Language.of("fr").date(day)).isEqualTo("2 mars 2026");
        assertThat(Language.of("tlh").date(day)).isEqualTo("2 March 2026");
    }

    @Test
    void apostrophesSurviveMessageFormats() {
        assertThat(Language.of("fr").text("subline.RECEIPT", "F-1"))
                .contains("F-1")
                .contains("n'est pas");
        assertThat(Language.of("fr").text("subline.STATEMENT")).contains("n'est pas");
    }

    private static java.util.Set<Object> words(String language) throws IOException {
        Properties words = new Properties();
        try (InputStream in = LanguageTest.class.getResourceAsStream("words_" + language + ".properties")) {
            words.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
        }
        return words.keySet();
    }
}
