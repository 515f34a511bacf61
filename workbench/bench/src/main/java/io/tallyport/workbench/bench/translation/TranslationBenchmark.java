package io.tallyport.workbench.bench.translation;

import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.StreamWatch;
import io.tallyport.translation.TranslatedAnswer;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One operation translates every recorded stream of a direction, in pieces as a network brings them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranslationBenchmark {
    /** About one event's. */
    private static final int PIECE_BYTES = 256;

    private static final byte[] REQUEST =
            "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"input\":\"hi\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                    .getBytes(StandardCharsets.UTF_8);

    @Param
    Direction direction = Direction.MESSAGES_TO_CHAT;

    @Param("")
    String fixtures = "";

    private RecordedStreams recorded = new RecordedStreams(java.util.List.of());
    private AnswerHead head = new AnswerHead(
            RequestId.next(),
            "m",
            Instant.EPOCH,
            Direction.MESSAGES_TO_CHAT.surface().read(REQUEST),
            REQUEST);

    /** Reads the streams once. */
    @Setup
    public void read() {
        recorded = RecordedStreams.in(Path.of(fixtures, direction.recordings()));
        head = new AnswerHead(head.id(), "m", Instant.EPOCH, direction.surface().read(REQUEST), REQUEST);
    }

    /** Reader, neutral events, writer. */
    @Benchmark
    public void translate(Blackhole caller) {
        for (byte[] stream : recorded.streams()) {
            TranslatedAnswer answer = new TranslatedAnswer(
                    direction.provider().reader(), direction.surface().writer(head));
            feed(answer, stream, caller);
        }
    }

    private static void feed(StreamWatch watch, byte[] stream, Blackhole caller) {
        byte[] piece = new byte[PIECE_BYTES];
        for (int from = 0; from < stream.length; from += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, stream.length - from);
            System.arraycopy(stream, from, piece, 0, length);
            watch.accept(piece, length, caller::consume);
        }
        watch.end();
        if (watch.isComplete()) {
            caller.consume(watch.keptBack(TokenCounts.NONE));
        }
    }
}
