package io.tallyport.workbench.bench.upstream;

/**
 * A chat completion to ask for.
 *
 * @param bytes of text in it
 * @param tokens asked for, each an event of a stream
 */
public record Prompt(Upstream upstream, boolean stream, int bytes, int tokens) {
    /** Role, finish, usage and {@code [DONE]}. */
    private static final int EVENTS_BESIDE_TOKENS = 4;

    private static final String WORDS = "A gateway that keeps the books is asked the same thing over and over. ";
    private static final int FEW_BYTES = 200;
    private static final int FEW_TOKENS = 16;

    public static Prompt plain() {
        return new Prompt(Upstream.FAST, false, FEW_BYTES, FEW_TOKENS);
    }

    public static Prompt streamed() {
        return new Prompt(Upstream.PACED, true, FEW_BYTES, FEW_TOKENS);
    }

    public static Prompt translated() {
        return new Prompt(Upstream.TRANSLATED, true, FEW_BYTES, FEW_TOKENS);
    }

    public static Prompt large() {
        return new Prompt(Upstream.FAST, false, 200_000, FEW_TOKENS);
    }

    public static Prompt longStream(int tokens) {
        return new Prompt(Upstream.SLOW, true, FEW_BYTES, tokens);
    }

    public static Prompt toStaticAnswer() {
        return new Prompt(Upstream.STATIC, false, FEW_BYTES, FEW_TOKENS);
    }

    int events() {
        return stream ? tokens + EVENTS_BESIDE_TOKENS : 0;
    }

    String body() {
        String text = WORDS.repeat(bytes / WORDS.length() + 1).substring(0, bytes);
        String streaming = stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "";
        return "{\"model\":\"%s\",%s\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(upstream.model(), streaming, tokens, text);
    }
}
