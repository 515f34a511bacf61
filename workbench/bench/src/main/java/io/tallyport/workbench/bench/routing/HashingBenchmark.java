package io.tallyport.workbench.bench.routing;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.PromptHash;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.anthropic.AnthropicSurface;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One operation hashes the prompt of a request that was read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashingBenchmark {
    private static final String SENTENCE = "The one who keeps the books looks at each line. ";
    private static final int PREFIX_BYTES = 200_000;
    private static final long ORGANISATION = 1;

    private final PromptHash hash = PromptHash.under("pepper-of-the-benchmark-0123456789");
    private final byte[] body =
            """
            {"model":"claude-sonnet-4-5","max_tokens":9,
             "system":[{"type":"text","text":"%s","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"What is owed?"}]}
            """.formatted(SENTENCE.repeat(PREFIX_BYTES / SENTENCE.length())).getBytes(StandardCharsets.UTF_8);
    private final ChatRequest chat = new AnthropicSurface().read(body);

    /** Of 200 kB of instructions, and a first turn. */
    @Benchmark
    public AffinityKey hash() {
        return hash.of(ORGANISATION, "claude-sonnet-4-5", body, chat, null);
    }
}
