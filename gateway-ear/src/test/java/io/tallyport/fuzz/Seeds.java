package io.tallyport.fuzz;

import io.tallyport.bed.Bed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Good requests and streams to start from: a few of our own, and those recorded beside the checkout. */
final class Seeds {
    /** A body for one path. */
    record Request(String path, String body) {}

    /** An upstream's stream, and a model of its provider. */
    record Recorded(String model, byte[] stream) {}

    private static final int LARGEST = 60_000;

    private static final List<Request> OWN = List.of(
            new Request("/v1/messages", """
                    {"model":"m","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
                    "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[
                    {"type":"thinking","thinking":"t","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1}}]},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"r"}]},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]}],
                    "tools":[{"name":"f","input_schema":{"type":"object","properties":{"a":{"type":"integer"}}}}],
                    "tool_choice":{"type":"auto"},"stop_sequences":["x"],"temperature":0.5,"metadata":{"user_id":"u"}}"""),
            new Request("/v1/chat/completions", """
                    {"model":"m","max_tokens":9,"stream":true,"messages":[{"role":"system","content":"s"},
                    {"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral","ttl":"1h"}},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},
                    {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                    {"role":"tool","tool_call_id":"call_1","content":"r"}],"tools":[{"type":"function","function":{"name":"f",
                    "parameters":{"type":"object","properties":{}}}}],"tool_choice":"auto","reasoning_effort":"low","stop":["x"],
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}"""),
            new Request("/v1/responses", """
                    {"model":"m","max_output_tokens":20,"instructions":"s","input":[{"role":"user","content":[
                    {"type":"input_text","text":"hi"}]},{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"},
                    {"type":"function_call_output","call_id":"call_1","output":"r"}],"tools":[{"type":"function","name":"f",
                    "parameters":{"type":"object","properties":{}},"strict":false}],"reasoning":{"effort":"low"}}"""),
            new Request("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"]}"),
            new Request(
                    "/v1/messages/count_tokens",
                    "{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));

    private Seeds() {}

    static List<Request> requests() {
        List<Request> seeds = new ArrayList<>(OWN);
        recorded("anthropic/messages", ".request.json", file -> seeds.add(new Request("/v1/messages", text(file))));
        recorded("openai/chat", ".request.json", file -> seeds.add(new Request("/v1/chat/completions", text(file))));
        recorded("openai/responses", ".request.json", file -> seeds.add(new Request("/v1/responses", text(file))));
        return seeds;
    }

    /** @param own streams that are always there */
    static List<Recorded> streams(List<Recorded> own) {
        List<Recorded> seeds = new ArrayList<>(own);
        recorded("anthropic/messages", ".sse", file -> seeds.add(new Recorded("claude-sonnet-4-5", bytes(file))));
        recorded("openai/chat", ".sse", file -> seeds.add(new Recorded("deepseek-chat", bytes(file))));
        recorded(
                "gemini/streamGenerateContent",
                ".sse",
                file -> seeds.add(new Recorded("gemini-2.5-flash", bytes(file))));
        return seeds;
    }

    private static void recorded(String folder, String ending, java.util.function.Consumer<Path> taker) {
        @Nullable Path fixtures = Bed.fixtures();
        if (fixtures == null) {
            return;
        }
        try (Stream<Path> files = Files.list(fixtures.resolve(folder))) {
            files.filter(file -> file.toString().endsWith(ending) && bytes(file).length < LARGEST)
                    .sorted()
                    .forEach(taker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
