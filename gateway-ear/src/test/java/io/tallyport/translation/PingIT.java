package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.http.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Messages stream is never silent for long (2 seconds here, 15 by default), passed through or translated. */
class PingIT {
    private static final int SILENCE_MILLIS = 7_000;

    private final Bed bed = Bed.shared();

    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-4-5", "gpt-4o-mini"})
    void pingsFillASilence(String model) {
        Reply reply = bed.messages(
                        bed.customer(), Surface.MESSAGES.body(model, Surface.MESSAGES.streaming(), "Say hello."))
                .output("tokens=5")
                .fault("after=4;pause_ms=" + SILENCE_MILLIS)
                .send();

        assertThat(reply.status()).isEqualTo(200);
        long pings = reply.events().stream()
                .filter(event -> event.path("type").asText().equals("ping"))
                .count();
        // the stream's own, and two or three for seven seconds
        assertThat(pings).isBetween(3L, 4L);
        assertThat(reply.events().getLast().get("type").asText()).isEqualTo("message_stop");
    }
}
