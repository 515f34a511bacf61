package io.tallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTokensTest {

    @ParameterizedTest
    @CsvSource({
        "PNG,   iVBORw0KGgoAAAANSUhEUgAABQAAAALQAQAAAADnBuD7, 1280, 720",
        "GIF,   R0lGODlhQAHIAIAAAA==, 320, 200",
        "JPEG,  /9j/4AAQSkZJRgABAQAAAQABAAD/xAAFYWJj/8AACwgB4AKAAQERAA==, 640, 480",
        "VP8X,  UklGRmQAAABXRUJQVlA4WAoAAAAAAAAAfwcANwQA, 1920, 1080",
        "VP8L,  UklGRmQAAABXRUJQVlA4TAoAAAAvH8OVAA==, 800, 600",
        "VP8,   UklGRmQAAABXRUJQVlA4IAoAAAAwAQCdASomAnAB, 550, 368",
    })
    void theHeaderTellsTheSize(String kind, String base64, long width, long height) {
        assertThat(PixelSize.of(base64)).as(kind).contains(new PixelSize(width, height));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "iVBO",
                "iVBORw0KGgoAAAANSUhEUgAABQ",
                "/9j/4AAQSkZJRgAB",
                "////",
                "/9j/AAAA",
                "no base64!",
                "R"
            })
    void nonsenseHasNoSize(String base64) {
        assertThat(PixelSize.of(base64)).isEmpty();
    }

    @Test
    void aSizeOfNothingIsNone() {
        byte[] flat = Base64.getDecoder().decode("R0lGODlhQAHIAIAAAA==");
        flat[6] = 0;
        flat[7] = 0;
        assertThat(PixelSize.of(Base64.getEncoder().encodeToString(flat))).isEmpty();
    }

    /** Claude's: measured, see docs/token-counting.md; OpenAI's and Gemini's: their examples. */
    @ParameterizedTest
    @CsvSource({
        "claude-haiku-4-5, 256, 256, 100",
        "claude-haiku-4-5, 1024, 1024, 1369",
        "claude-haiku-4-5, 1280, 720, 1196",
        "claude-haiku-4-5, 4032, 3024, 1568",
        "claude-opus-4-8, 1920, 1080, 2691",
        "gpt-4o, 1024, 1024, 765",
        "gpt-4o, 2048, 4096, 1105",
        "gpt-5-nano, 4000, 4000, 2304",
        "gemini-2.5-flash, 300, 200, 258",
        "gemini-2.5-flash, 1000, 700, 516",
        "gemini-3-flash-preview, 4032, 3024, 1090",
    })
    void anImageCountsByItsSize(String model, long width, long height, long tokens) {
        ImageRule rule = ModelRules.of(model).media().image();
        assertThat(rule.tokens(new PixelSize(width, height), false)).isEqualTo(tokens);
    }

    @Test
    void lowDetailIsOneTile() {
        assertThat(ModelRules.of("gpt-4o").media().image().tokens(new PixelSize(4000, 4000), true))
                .isEqualTo(85);
    }
}
