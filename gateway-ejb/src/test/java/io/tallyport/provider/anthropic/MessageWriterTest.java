package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Cited;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.ForeignPart;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.RedactedThinking;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.chat.WireFormat;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each pitfall of wire.md section 5 that is met while an answer is written; both writings must say the same. */
class MessageWriterTest {
    private static final Started STARTED = new Started(null, null);
    private static final Finished END = new Finished(StopReason.END, null, null);

    @Test
    void thinkingNeverComesInATextBlockAndTheFirstDeltaDecidesTheFirstBlock() {
        assertThat(content(new ThinkingDelta("hm"), new ThinkingSigned("S"), new TextDelta("Hi")))
                .isEqualTo("[{'type':'thinking','thinking':'hm','signature':'S'},{'type':'text','text':'Hi'}]");
    }

    @Test
    void thereIsOneMessageStartWhateverIsTold() {
        String stream = stream(List.of(STARTED, STARTED, new TextDelta("Hi"), STARTED, END));
        assertThat(stream.split("event: message_start", -1)).hasSize(2);
        assertThat(stream(List.of(new TextDelta("Hi"), END))).contains("event: message_start");
    }

    @Test
    void theChunkThatOpensACallKeepsItsArguments() {
        assertThat(content(new ToolCallStarted(0, "t", "f"), new ArgumentsDelta(0, "{\"a\":1}")))
                .isEqualTo("[{'type':'tool_use','id':'t','name':'f','input':{'a':1}}]");
    }

    @Test
    void aCallEndsWithToolUseAndNoEmptyTextLeads() {
        List<AnswerEvent> events = List.of(STARTED, new TextDelta(""), new ToolCallStarted(0, "t", "f"), END);
        assertThat(plain(events).path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(content(events)).isEqualTo("[{'type':'tool_use','id':'t','name':'f','input':{}}]");
    }

    @Test
    void anEndForCallsThatWereNeverMadeIsAPlainEnd() {
        List<AnswerEvent> events = List.of(STARTED, new TextDelta("Hi"), new Finished(StopReason.TOOL_USE, null, null));
        assertThat(plain(events).path("stop_reason").asText()).isEqualTo("end_turn");
        checkedWrite(events);
    }

    @Test
    void aDeltaOfACallThatNeverStartedOpensNothing() {
        assertThat(content(new ArgumentsDelta(3, "{}"), new TextDelta("Hi")))
                .isEqualTo("[{'type':'text','text':'Hi'}]");
    }

    @Test
    void aTextIsStoppedBeforeACallStartsAndTheLastBlockBeforeTheEnd() {
        String stream = stream(List.of(STARTED, new TextDelta("Hi"), new ToolCallStarted(0, "t", "f"), END));
        assertThat(names(stream))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(stream).contains("\ndata: {\"type\": \"ping\"}\n");
    }

    @Test
    void inputTokensUnknownAtTheStartAreToldAtTheEnd() {
        TokenUse use = new TokenUse(new TokenCounts(11, 22, 33, 44, 55), 5);
        String stream = stream(List.of(STARTED, new TextDelta("Hi"), new Finished(StopReason.END, null, use)));
        String counts =
                "'usage':{'input_tokens':11,'cache_creation_input_tokens':55,'cache_read_input_tokens':44,'cache_creation':{'ephemeral_5m_input_tokens':22,'ephemeral_1h_input_tokens':33},'output_tokens':55,'output_tokens_details':{'thinking_tokens':5}}";
        assertThat(stream.replace('"', '\''))
                .contains(
                        "'usage':{'input_tokens':0,'cache_creation_input_tokens':0,'cache_read_input_tokens':0,'output_tokens':0}")
                .contains(counts);
        assertThat(plain(List.of(STARTED, new Finished(StopReason.END, null, use)))
                        .toString()
                        .replace('"', '\''))
                .contains(counts);
    }

    @Test
    void usageOfTheStartStandsIfTheEndHasNone() {
        TokenUse use = new TokenUse(new TokenCounts(11, 0, 0, 0, 1), 0);
        assertThat(plain(List.of(new Started("x", use), END))
                        .path("usage")
                        .path("input_tokens")
                        .asInt())
                .isEqualTo(11);
    }

    @Test
    void argumentsThatAreNoObjectDoNotBecomeAString() {
        assertThat(content(new ToolCallStarted(0, "t", "f"), new ArgumentsDelta(0, " nu"), new ArgumentsDelta(0, "ll")))
                .isEqualTo("[{'type':'tool_use','id':'t','name':'f','input':{'INVALID_JSON':' null'}}]");
    }

    @Test
    void whatFollowsTheArgumentsObjectIsLeftOut() {
        assertThat(content(new ToolCallStarted(0, "t", "f"), new ArgumentsDelta(0, "{} "), new ArgumentsDelta(0, "{}")))
                .isEqualTo("[{'type':'tool_use','id':'t','name':'f','input':{}}]");
    }

    @Test
    void interleavedCallsBecomeBlocksOneAfterTheOther() {
        assertThat(content(
                        new ToolCallStarted(0, "t0", "f"),
                        new ToolCallStarted(1, "t1", "g"),
                        new ArgumentsDelta(1, "{\"b\":"),
                        new ArgumentsDelta(0, "{\"a\":\"}\\\""),
                        new ToolCallStarted(2, "t2", "h"),
                        new ArgumentsDelta(1, "[2]}"),
                        new ArgumentsDelta(0, "{\"}"),
                        new ArgumentsDelta(2, "{\"c\":3}")))
                .isEqualTo(
                        "[{'type':'tool_use','id':'t0','name':'f','input':{'a':'}\\'{'}},{'type':'tool_use','id':'t1','name':'g','input':{'b':[2]}},{'type':'tool_use','id':'t2','name':'h','input':{'c':3}}]");
    }

    @Test
    void callsThatWaitForOneThatNeverEndsComeAtTheEnd() {
        List<AnswerEvent> events = List.of(
                STARTED,
                new ToolCallStarted(0, "t0", "f"),
                new ToolCallStarted(1, "t1", "g"),
                new ArgumentsDelta(1, "{\"b\":1}"),
                END);
        assertThat(content(events))
                .isEqualTo(
                        "[{'type':'tool_use','id':'t0','name':'f','input':{}},{'type':'tool_use','id':'t1','name':'g','input':{'b':1}}]");
    }

    @Test
    void textClosesAnOpenCall() {
        assertThat(content(
                        new ToolCallStarted(0, "t", "f"),
                        new ArgumentsDelta(0, "{}"),
                        new TextDelta("Hi"),
                        new ArgumentsDelta(0, "late")))
                .isEqualTo("[{'type':'tool_use','id':'t','name':'f','input':{}},{'type':'text','text':'Hi'}]");
    }

    @Test
    void unsignedThinkingIsShownWithAnEmptySignature() {
        assertThat(content(new ThinkingDelta("hm"), new TextDelta("Hi")))
                .isEqualTo("[{'type':'thinking','thinking':'hm','signature':''},{'type':'text','text':'Hi'}]");
        assertThat(stream(List.of(STARTED, new ThinkingDelta("hm"), END)))
                .contains("\"delta\":{\"type\":\"signature_delta\",\"signature\":\"\"}");
    }

    @Test
    void signedThinkingWithoutWordsAndRedactedThinkingAreKept() {
        assertThat(content(new ThinkingSigned("A"), new ThinkingSigned("B"), new RedactedThinking("R")))
                .isEqualTo(
                        "[{'type':'thinking','thinking':'','signature':'A'},{'type':'thinking','thinking':'','signature':'B'},{'type':'redacted_thinking','data':'R'}]");
    }

    @Test
    void partsOfOneKindAreApartWhereTheyEnded() {
        assertThat(content(
                        new TextDelta("a"), new TextDelta("b"), new PartEnded(), new PartEnded(), new TextDelta("c")))
                .isEqualTo("[{'type':'text','text':'ab'},{'type':'text','text':'c'}]");
    }

    @Test
    void citationsAheadOfTheirTextJoinIt() {
        assertThat(content(cited("1"), new TextDelta("a"), cited("2"), new PartEnded(), cited("lost")))
                .isEqualTo("[{'type':'text','text':'a','citations':[{'url':'1'},{'url':'2'}]}]");
    }

    @Test
    void aRefusalIsTextThatEndsRefused() {
        List<AnswerEvent> events = List.of(STARTED, new RefusalDelta("No."), END);
        assertThat(content(events)).isEqualTo("[{'type':'text','text':'No.'}]");
        assertThat(plain(events).path("stop_reason").asText()).isEqualTo("refusal");
    }

    @Test
    void onlyBlocksOfThisFormatAreShown() {
        JsonNode block = JsonTree.newObject().put("type", "x").put("content", "y");
        assertThat(content(new ForeignPart(WireFormat.RESPONSES, block), new ForeignPart(WireFormat.MESSAGES, block)))
                .isEqualTo("[{'type':'x','content':'y'}]");
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void everyStopReasonComesBack(StopReason reason) {
        List<AnswerEvent> events = new ArrayList<>(List.of(STARTED));
        if (reason == StopReason.TOOL_USE) {
            events.add(new ToolCallStarted(0, "t", "f"));
        }
        events.add(new Finished(reason, "s", null));
        assertThat(((Finished) Answers.read(checkedWrite(events)).getLast()).reason())
                .isEqualTo(reason);
    }

    @Test
    void theMessageIsNamedAfterTheCallAndTheModelAsTheUpstreamSays() {
        JsonNode message = plain(List.of(new Started("told-model", null), END));
        assertThat(message.path("id").asText()).matches("msg_01[1-9A-HJ-NP-Za-km-z]{22}");
        assertThat(stream(List.of(STARTED, END))).contains(message.path("id").asText());
        assertThat(message.path("model").asText()).isEqualTo("told-model");
        assertThat(plain(List.of(STARTED, END)).path("model").asText()).isEqualTo("given-model");
    }

    @Test
    void halfACharacterIsWrittenAsItCame() {
        List<AnswerEvent> events = List.of(
                STARTED,
                new TextDelta("a\ud83d"),
                new TextDelta("\ude00"),
                new ToolCallStarted(0, "t\ud83d", "f"),
                new ArgumentsDelta(0, "\ud83d"),
                END);
        checkedWrite(events);
        assertThat(content(events)).contains("'text':'a\\uD83D\\uDE00'");
    }

    @Test
    void aPlainAnswerComesAtItsEnd() {
        assertThat(Answers.write(false, List.of(STARTED, new TextDelta("Hi")))).isEmpty();
    }

    static byte[] checkedWrite(List<AnswerEvent> events) {
        byte[] stream = Answers.write(true, events);
        if (!events.isEmpty() && events.getLast() instanceof Finished) {
            MessagesStreamChecker.check(stream);
        }
        return stream;
    }

    private static String stream(List<AnswerEvent> events) {
        return new String(checkedWrite(events), StandardCharsets.UTF_8);
    }

    private static ObjectNode plain(List<AnswerEvent> events) {
        byte[] body = Answers.write(false, events);
        return JsonTree.object(body, 0, body.length).orElseThrow();
    }

    private static String content(AnswerEvent... between) {
        List<AnswerEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(List.of(between));
        events.add(END);
        return content(events);
    }

    /** The content of the plain answer, which the stream must tell as well. */
    private static String content(List<AnswerEvent> events) {
        JsonNode content = plain(events).path("content");
        byte[] body = Answers.write(false, Answers.read(checkedWrite(events)));
        assertThat(JsonTree.object(body, 0, body.length).orElseThrow().path("content"))
                .isEqualTo(content);
        return JsonTree.text(content).replace('"', '\'');
    }

    private static List<String> names(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .toList();
    }

    private static Cited cited(String url) {
        return new Cited(JsonTree.newObject().put("url", url));
    }
}
