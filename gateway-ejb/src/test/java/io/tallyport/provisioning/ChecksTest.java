package io.tallyport.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.upstream.Quota;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                ".a",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void whatIsNoNameIsRefusedByItsField(String text) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> Checks.name("region", text))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("region"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "eu-central-1", "A.b_c-9", "012345678901234567890123456789012345678901234567890123456789012"
            })
    void namesStayAsTheyAre(String text) {
        assertThat(Checks.name("name", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "ftp://api.example.com",
                "https:///v1",
                "https://key@api.example.com",
                "https://api.example.com/v1?key=1",
                "https://api.example.com/v1#x",
                "https://api example.com"
            })
    void whatIsNoBaseUrlIsRefused(String text) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> Checks.baseUrl("base_url", text))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("base_url"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1,  https://api.example.com/v1",
        "https://api.example.com/v1/, https://api.example.com/v1",
        "http://127.0.0.1:8080,       http://127.0.0.1:8080"
    })
    void aBaseUrlLosesItsLastSlash(String given, String kept) {
        assertThat(Checks.baseUrl("base_url", given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a b, -,   100,  1,  1,  1,  group",
                "-,   a b, 100,  1,  1,  1,  region",
                "-,   -,   0,    1,  1,  1,  weight",
                "-,   -,   1001, 1,  1,  1,  weight",
                "-,   -,   100,  0,  1,  1,  requests_per_minute",
                "-,   -,   100,  1,  0,  1,  tokens_per_minute",
                "-,   -,   100,  1,  1,  -1, concurrency"
            })
    void aWishIsRefusedByTheFieldAtFault(
            @Nullable String group,
            @Nullable String region,
            int weight,
            int requests,
            long tokens,
            int concurrency,
            String field) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> new AccountWish(group, region, weight, new Quota(requests, tokens, concurrency)))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(field));
    }

    @Test
    void aWishThatSaysNothingIsFine() {
        assertThat(new AccountWish(null, null, null, Quota.NONE).givenWeight()).isEqualTo(100);
    }
}
