package io.tallyport.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StyledTextTest {

    @Test
    void whatTheMainFontHasStaysAsItIs() {
        assertThat(StyledText.of("VISA **** 4242\nZürich – 5 %")).isEqualTo("VISA **** 4242\nZürich – 5 %");
    }

    @Test
    void markupInANameIsText() {
        assertThat(StyledText.of("<b>A & B</b>")).isEqualTo("&lt;b&gt;A &amp; B&lt;/b&gt;");
    }

    @Test
    void otherScriptsGetAFontThatHasThem() {
        assertThat(StyledText.of("ACME 株式 会社 KK")).isEqualTo("ACME <style fontName=\"Tallyport Han\">株式 会社 </style>KK");
        assertThat(StyledText.of("مثال ب")).isEqualTo("<style fontName=\"Tallyport Arabic\">مثال ب</style>");
    }

    @Test
    void anEmojiOfSeveralCodePointsIsOneBox() {
        assertThat(StyledText.of("Lab 👩‍🚀!")).isEqualTo("Lab \u2610!");
        assertThat(StyledText.of("half \uD800 a pair")).isEqualTo("half \u2610 a pair");
    }

    @Test
    void charactersThatTurnTextAroundAreDropped() {
        assertThat(StyledText.of("pay\u202Efdp.exe\u0007")).isEqualTo("payfdp.exe");
    }
}
