package io.tallyport.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final long NOW = 1_772_452_800;
    private static final String SECRET = "whsec_of_the_endpoint";
    private static final byte[] BODY = "{\"id\":\"evt_1\", \"amount\": 1190}".getBytes(StandardCharsets.UTF_8);

    @Test
    @DisplayName("as another implementation signs: openssl dgst -sha256 -hmac Jefe over \"1. do ya want for nothing?\"")
    void asAnotherImplementationSigns() {
        byte[] body = " do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(WebhookSignature.sign("1", body, "Jefe")))
                .isEqualTo("700dea5d7fb4731b28514c623a69882e547e56db553be97d98f1a53a5e7261bc");
    }

    @ParameterizedTest
    @DisplayName("L26: 300 seconds of tolerance, both ways")
    @CsvSource({"0, true", "299, true", "300, true", "301, false", "-299, true", "-300, true", "-301, false"})
    void theToleranceGoesBothWays(long age, boolean right) {
        assertThat(isRight(header(NOW - age, SECRET), BODY)).isEqualTo(right);
    }

    @Test
    @DisplayName("L26: wrong secret, v0 only, another body, re-serialised JSON")
    void whatIsNotSignedSoIsRefused() {
        assertThat(isRight(header(NOW, "another"), BODY)).isFalse();
        assertThat(isRight(header(NOW, SECRET).replace("v1=", "v0="), BODY)).isFalse();
        byte[] serialisedAgain = "{\"id\":\"evt_1\",\"amount\":1190}".getBytes(StandardCharsets.UTF_8);
        assertThat(isRight(header(NOW, SECRET), serialisedAgain)).isFalse();
        assertThat(isRight(header(NOW, SECRET).replace("t=" + NOW, "t=" + (NOW - 1)), BODY))
                .as("the timestamp is signed too")
                .isFalse();
    }

    @ParameterizedTest
    @DisplayName("L26: truncated, without or with two timestamps, with a timestamp that is none")
    @ValueSource(
            strings = {
                "",
                "v1",
                "t=",
                "t=1772452800",
                "t=1772452800,v1=abcd",
                "t=soon,v1=%s",
                "t=-5,v1=%s",
                "v1=%s",
                "t=1,t=1,v1=%s",
                "t=1,v1=%s,t=2"
            })
    void brokenHeadersAreRefused(String pattern) {
        String signature = HexFormat.of().formatHex(WebhookSignature.sign("1", BODY, SECRET));
        assertThat(WebhookSignature.parse(pattern.formatted(signature))).isEmpty();
    }

    @Test
    void aHeaderIsAtMostFourKilobytes() {
        String padded = header(NOW, SECRET) + ",v0=" + "a".repeat(WebhookSignature.LONGEST_HEADER);
        assertThat(WebhookSignature.parse(padded)).isEmpty();
    }

    @Test
    @DisplayName("L27: while a secret replaces another, either signs; a header may carry both")
    void rotation() {
        List<String> both = List.of("new", SECRET);
        WebhookSignature old = WebhookSignature.parse(header(NOW, SECRET)).orElseThrow();
        assertThat(old.isRight(BODY, NOW, both)).isTrue();
        assertThat(old.isRight(BODY, NOW, List.of("new")))
                .as("after the window")
                .isFalse();
        String signedByBoth = header(NOW, "new") + ",v1="
                + HexFormat.of().formatHex(WebhookSignature.sign(String.valueOf(NOW), BODY, SECRET));
        WebhookSignature two = WebhookSignature.parse(signedByBoth).orElseThrow();
        assertThat(two.isRight(BODY, NOW, List.of(SECRET))).isTrue();
        assertThat(two.isRight(BODY, NOW, List.of("new"))).isTrue();
        assertThat(two.isRight(BODY, NOW, List.of())).isFalse();
    }

    @Property
    void anyChangedByteIsNoticed(
            @ForAll @Size(min = 1, max = 300) byte[] body,
            @ForAll @IntRange(max = 299) int at,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        String timestamp = String.valueOf(NOW);
        String header =
                "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(WebhookSignature.sign(timestamp, body, SECRET));
        assertThat(isRight(header, body)).isTrue();
        byte[] changed = body.clone();
        changed[at % body.length] ^= (byte) change;
        assertThat(isRight(header, changed)).isFalse();
    }

    private static boolean isRight(String header, byte[] body) {
        return WebhookSignature.parse(header)
                .map(signature -> signature.isRight(body, NOW, List.of(SECRET)))
                .orElse(false);
    }

    private static String header(long seconds, String secret) {
        String timestamp = String.valueOf(seconds);
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(WebhookSignature.sign(timestamp, BODY, secret));
    }
}
