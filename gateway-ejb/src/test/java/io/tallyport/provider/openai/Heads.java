package io.tallyport.provider.openai;

import io.tallyport.provider.AnswerHead;
import io.tallyport.usage.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Heads of answers to callers who want a stream, with its usage or without, or a plain answer. */
final class Heads {
    static final String ID = "req_0198c0de000070008000000000000001";

    private Heads() {}

    static AnswerHead plain() {
        return of("");
    }

    static AnswerHead stream(boolean showsUsage) {
        return of(",\"stream\":true" + (showsUsage ? ",\"stream_options\":{\"include_usage\":true}" : ""));
    }

    private static AnswerHead of(String fields) {
        byte[] body = ("{\"model\":\"alias\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + fields + "}")
                .getBytes(StandardCharsets.UTF_8);
        RequestId id = new RequestId(new UUID(0x0198c0de00007000L, 0x8000000000000001L));
        return new AnswerHead(
                id, "claude-sonnet-4-5", Instant.ofEpochSecond(1_755_000_000), OpenAiRequestReader.read(body), body);
    }
}
