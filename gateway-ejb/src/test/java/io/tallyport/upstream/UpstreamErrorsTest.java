package io.tallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.UpstreamError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamErrorsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "429, -,  -,  429, -",
                "429, 35, -,  429, 35",
                "429, 35, 60, 429, 60",
                "503, 35, -,  503, 35",
                "400, 35, 60, 400, -",
                "401, -,  -,  502, -",
                "403, -,  60, 502, -"
            })
    void theHeaderWinsOverTheBodyAndOurOwnAccountsFaultsAreOurs(
            int status, @Nullable String body, @Nullable String header, int told, @Nullable String retryAfter) {
        GatewayException refusal = UpstreamErrors.of(new UpstreamError(status, "No.", body), header);
        assertThat(refusal.status()).isEqualTo(told);
        assertThat(refusal.retryAfter()).isEqualTo(retryAfter);
    }
}
