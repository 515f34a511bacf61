package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recorded answers come through byte for byte, however the upstream cuts them into writes. */
@ExtendWith(BooksCheck.class)
class RecordingsIT {
    private static final int LARGEST_CHUNK = 3000;

    private final Bed bed = Bed.shared();

    @Test
    @Tag("torture")
    void recordedAnswersPassByteForByte() {
        Customer customer = bed.customer("1000");
        Torture.run("recordings", 1, 20, (rounds, seed) -> {
            Random random = new Random(seed);
            for (Recording recording : Recording.all()) {
                bed.simulated().record(recording.name(), 200, recording.contentType(), recording.answer());
                replay(customer, recording, 0);
                for (int round = 0; round < rounds; round++) {
                    replay(customer, recording, 1 + random.nextInt(LARGEST_CHUNK));
                }
            }
        });
    }

    @Test
    void aStreamInWritesOfOneByteIsTheSameStream() {
        for (Recording recording : Recording.own()) {
            bed.simulated().record(recording.name(), 200, recording.contentType(), recording.answer());
            replay(bed.customer("1000"), recording, 1);
        }
    }

    private void replay(Customer customer, Recording recording, int chunkBytes) {
        Ask ask = recording.isAnthropic()
                ? bed.messages(customer, new String(recording.request()))
                : bed.chat(customer, new String(recording.request()));
        Reply reply = ask.replay(recording.name())
                .header("x-sim-chunk", String.valueOf(chunkBytes))
                .send();

        String what = recording.name() + " in writes of " + chunkBytes;
        assertThat(reply.status()).as("%s: %s", what, reply.text()).isEqualTo(200);
        assertThat(reply.sha256())
                .as("%s, first difference %s", what, difference(reply.body(), recording.answer()))
                .isEqualTo(Reply.sha256(recording.answer()));
        if (!recording.isSpliced()) {
            assertThat(bed.simulated().seen(Reply.sha256(recording.request())))
                    .as(what)
                    .isPresent();
        }
        assertThat(bed.books().usage(reply.callId()))
                .as(what)
                .hasValueSatisfying(
                        row -> assertThat(List.of("B1", "B10")).as(what).contains(row.outcome()));
    }

    private static String difference(byte[] actual, byte[] expected) {
        int at = Arrays.mismatch(actual, expected);
        return at < 0
                ? "nowhere"
                : "at byte %d of %d (%d expected): <%s>"
                        .formatted(
                                at,
                                actual.length,
                                expected.length,
                                new String(actual, at, Math.min(80, actual.length - at), StandardCharsets.UTF_8));
    }
}
