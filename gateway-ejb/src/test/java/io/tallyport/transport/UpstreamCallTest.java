package io.tallyport.transport;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UpstreamCallTest {
    private static final Transport TRANSPORT = new Transport() {
        @Override
        long connectNanos() {
            return 1_000_000_000;
        }
    };

    @Test
    @DisplayName("a call that is on its way to be started is not overdue")
    @SuppressWarnings("NullAway") // it has no thread to be ended on
    void aNewCallIsNotOverdue() {
        UpstreamRequest request = new UpstreamRequest(URI.create("https://provider.example/v1"), Map.of(), List.of());
        UpstreamCall call = new UpstreamCall(TRANSPORT, null, request, null);
        assertThatCode(call::expireIfOverdue).doesNotThrowAnyException();
    }
}
