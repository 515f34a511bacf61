package io.tallyport.provider.responses.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.RedactedThinking;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.Part;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.responses.ResponsesStreamChecker;
import io.tallyport.provider.responses.ResponsesSurface;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseWriterTest {
    private static final RequestId ID =
            RequestId.parse("req_0123456789abcdef0123456789abcdef").orElseThrow();
    private static final AnswerEvent STARTED = new Started("claude-upstream", null);
    private static final TokenUse USE = new TokenUse(new TokenCounts(5, 30, 7, 100, 42), 12);
    private static final AnswerEvent END = new Finished(StopReason.END, null, USE);
    private static final AnswerEvent TOOL_USE = new Finished(StopReason.TOOL_USE, null, USE);

    @Test
    void aTextIsToldByTheEventsThatOpenAiSends() {
        assertThat(names(STARTED, new TextDelta("He"), new TextDelta("llo"), END))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
    }

    @Test
    void aTextDeltaLooksAsRecorded() {
        String stream = stream("", STARTED, new TextDelta("He"), END);
        assertThat(stream)
                .contains("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",")
                .contains("\"content_index\":0,\"delta\":\"He\",\"logprobs\":[],\"sequence_number\":4}\n\n")
                .endsWith("\"sequence_number\":8}\n\n");
    }

    @Test
    void thinkingIsAReasoningItemAheadOfTheText() {
        assertThat(names(STARTED, new ThinkingDelta("Hm"), new ThinkingSigned("s"), new TextDelta("Hi"), END))
                .containsSubsequence(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta");
    }

    @Test
    void thinkingIsPackedForTheWayBackWhereTheCallerAsksForIt() {
        AnswerEvent[] events = {
            STARTED,
            new ThinkingDelta("Hm"),
            new ThinkingSigned("s1"),
            new RedactedThinking("data"),
            new ThinkingSigned("s2"),
            new ThinkingDelta("so"),
            new TextDelta("Hi"),
            END,
        };
        JsonNode asked = response("'include':['reasoning.encrypted_content']", events)
                .path("output")
                .path(0);
        assertThat(asked.path("summary").findValuesAsText("text")).containsExactly("Hm", "so");
        assertThat(PackedThinking.unpack(asked.path("encrypted_content").asText()))
                .containsExactly(
                        new Part.Thinking("Hm", "s1"),
                        new Part.RedactedThinking("data"),
                        new Part.Thinking("", "s2"),
                        new Part.Thinking("so", null));
        assertThat(response("", events).path("output").path(0).has("encrypted_content"))
                .isFalse();
    }

    @Test
    void callsThatFollowEachOtherEndBeforeTheNextBegins() {
        assertThat(names(
                        STARTED,
                        new TextDelta("Let me"),
                        new ToolCallStarted(0, "c0", "f"),
                        new ArgumentsDelta(0, "{\"a\":"),
                        new ArgumentsDelta(0, "1}"),
                        new ToolCallStarted(1, "c1", "g"),
                        new ArgumentsDelta(1, "{}"),
                        TOOL_USE))
                .containsSubsequence(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
    }

    @Test
    void interleavedCallsStayOpenTogether() {
        AnswerEvent[] events = {
            STARTED,
            new ToolCallStarted(0, "c0", "f"),
            new ToolCallStarted(1, "c1", "g"),
            new ArgumentsDelta(0, "{\"a\""),
            new ArgumentsDelta(1, "{\"b\""),
            new TextDelta("between"),
            new ArgumentsDelta(0, ":1}"),
            new ArgumentsDelta(1, ":2}"),
            TOOL_USE,
        };
        JsonNode output = response("", events).path("output");
        assertThat(output.findValuesAsText("arguments")).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(output.findValuesAsText("call_id")).containsExactly("c0", "c1");
        assertThat(output.findValuesAsText("type")).startsWith("function_call", "function_call", "message");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        JsonNode call = response("", STARTED, new ToolCallStarted(0, "c0", "f"), new ArgumentsDelta(0, ""), TOOL_USE)
                .path("output")
                .path(0);
        assertThat(call.path("arguments").asText()).isEqualTo("{}");
        assertThat(call.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aRefusalIsAPartOfItsOwn() {
        assertThat(names(STARTED, new TextDelta("I"), new RefusalDelta("No"), END))
                .containsSubsequence(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.content_part.added",
                        "response.refusal.delta",
                        "response.refusal.done",
                        "response.content_part.done",
                        "response.output_item.done");
    }

    @Test
    void aPartThatEndedIsFollowedByANewOne() {
        JsonNode message = response("", STARTED, new TextDelta("a"), new PartEnded(), new TextDelta("b"), END)
                .path("output")
                .path(0);
        assertThat(message.path("content").findValuesAsText("text")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_TOKENS, incomplete, max_output_tokens",
        "CONTEXT_WINDOW, incomplete, max_output_tokens",
        "REFUSAL, incomplete, content_filter",
        "PAUSE, completed,",
        "STOP_SEQUENCE, completed,",
        "TOOL_USE, completed,",
    })
    void theReasonOfTheEndIsTold(StopReason reason, String status, String why) {
        ObjectNode response = response(
                "",
                STARTED,
                new ToolCallStarted(0, "c0", "f"),
                new ArgumentsDelta(0, "{}"),
                new ToolCallStarted(1, "c1", "f"),
                new ArgumentsDelta(1, "{\"a"),
                new Finished(reason, null, USE));
        assertThat(response.path("status").asText()).isEqualTo(status);
        assertThat(response.path("incomplete_details").path("reason").textValue())
                .isEqualTo(why);
        assertThat(response.path("output").findValuesAsText("status")).containsExactly("completed", status);
    }

    @Test
    void usageIncludesCachedAndWrittenTokens() {
        JsonNode usage = response("", STARTED, END).path("usage");
        assertThat(usage.toString())
                .isEqualTo(
                        "{\"input_tokens\":142,\"input_tokens_details\":{\"cache_write_tokens\":37,\"cached_tokens\":100,"
                                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":30,\"ephemeral_1h_input_tokens\":7}},"
                                + "\"output_tokens\":42,\"output_tokens_details\":{\"reasoning_tokens\":12},\"total_tokens\":184}");
    }

    @Test
    void theResponseRepeatsItsRequest() {
        ObjectNode response = response(
                "'instructions':'be brief','max_output_tokens':50,'temperature':0.50,'top_p':0.9,'store':true,"
                        + "'metadata':{'a':'b'},'user':'u','truncation':'auto','parallel_tool_calls':false,"
                        + "'reasoning':{'effort':'low'},'tool_choice':'required','text':{'format':{'type':'json_object'}},"
                        + "'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}]",
                STARTED,
                END);
        assertThat(response.path("id").asText()).isEqualTo("resp_0123456789abcdef0123456789abcdef");
        assertThat(response.path("created_at").asLong()).isEqualTo(1_700_000_000);
        assertThat(response.path("model").asText()).isEqualTo("claude-upstream");
        assertThat(response.path("instructions").asText()).isEqualTo("be brief");
        assertThat(response.path("max_output_tokens").asInt()).isEqualTo(50);
        assertThat(response.path("temperature").decimalValue()).isEqualTo("0.50");
        assertThat(response.path("store").asBoolean()).isTrue();
        assertThat(response.path("metadata").path("a").asText()).isEqualTo("b");
        assertThat(response.path("user").asText()).isEqualTo("u");
        assertThat(response.path("truncation").asText()).isEqualTo("auto");
        assertThat(response.path("parallel_tool_calls").asBoolean()).isFalse();
        assertThat(response.path("reasoning").toString()).isEqualTo("{\"effort\":\"low\",\"summary\":null}");
        assertThat(response.path("tool_choice").asText()).isEqualTo("required");
        assertThat(response.path("text").toString())
                .isEqualTo("{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"medium\"}");
        assertThat(response.path("tools").path(0).has("strict")).isTrue();
        assertThat(response.path("tools").path(0).path("name").asText()).isEqualTo("f");
    }

    @Test
    void aResponseHasAllFieldsThatStrictClientsAskFor() {
        assertThat(response("", STARTED, END).properties())
                .extracting(Map.Entry::getKey)
                .contains("id", "object", "created_at", "status", "background", "error", "incomplete_details")
                .contains("instructions", "metadata", "model", "output", "parallel_tool_calls", "temperature")
                .contains("tool_choice", "tools", "top_p", "max_output_tokens", "previous_response_id", "reasoning")
                .contains("service_tier", "text", "truncation", "usage", "user", "store");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aPlainAnswerIsTheObjectThatTheStreamEndsWith(List<AnswerEvent> events) {
        AnswerEvent[] all = events.toArray(AnswerEvent[]::new);
        byte[] plain = written(false, "", all).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonTree.request(plain)).isEqualTo(response("", all));
    }

    static List<List<AnswerEvent>> answers() {
        return List.of(
                List.of(STARTED, END),
                List.of(STARTED, new TextDelta(""), new TextDelta("Hi \"\n"), END),
                List.of(STARTED, new ThinkingDelta("Hm"), new TextDelta("a"), new ThinkingDelta("so"), END),
                List.of(STARTED, new ToolCallStarted(0, "c0", "f"), new ArgumentsDelta(0, "{}"), TOOL_USE),
                List.of(STARTED, new TextDelta("a"), new Finished(StopReason.MAX_TOKENS, null, USE)));
    }

    @Test
    void aPlainAnswerIsWrittenOnceItIsWhole() {
        var writer = new ResponsesSurface().writer(head(false, ""));
        writer.accept(STARTED);
        writer.accept(new TextDelta("Hi"));
        assertThat(writer.take()).isEmpty();
        writer.accept(END);
        assertThat(writer.take()).isNotEmpty();
    }

    @Test
    void anUpstreamThatNamesNoModelIsNamedByThePriceBook() {
        assertThat(response("", new Started(null, null), END).path("model").asText())
                .isEqualTo("claude-x");
    }

    /** The response that the stream ends with; the stream keeps all rules. */
    private static ObjectNode response(String fields, AnswerEvent... events) {
        return ResponsesStreamChecker.check(stream(fields, events).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(AnswerEvent... events) {
        String stream = stream("", events);
        ResponsesStreamChecker.check(stream.getBytes(StandardCharsets.UTF_8));
        List<String> names = new ArrayList<>();
        stream.lines()
                .filter(line -> line.startsWith("event: "))
                .forEach(line -> names.add(line.substring("event: ".length())));
        return names;
    }

    private static String stream(String fields, AnswerEvent... events) {
        return written(true, fields, events);
    }

    private static String written(boolean stream, String fields, AnswerEvent... events) {
        var writer = new ResponsesSurface().writer(head(stream, fields));
        StringBuilder written = new StringBuilder();
        for (AnswerEvent event : events) {
            writer.accept(event);
            written.append(new String(writer.take(), StandardCharsets.UTF_8));
        }
        return written.toString();
    }

    private static AnswerHead head(boolean stream, String fields) {
        String body = "{'model':'m','input':'hi','stream':" + stream + (fields.isEmpty() ? "" : ",") + fields + "}";
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new AnswerHead(
                ID, "claude-x", Instant.ofEpochSecond(1_700_000_000), new ResponsesSurface().read(bytes), bytes);
    }
}
