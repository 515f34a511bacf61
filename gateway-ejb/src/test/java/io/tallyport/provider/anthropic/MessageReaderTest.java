package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.NullNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Cited;
import io.tallyport.chat.AnswerEvent.Failed;
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
import io.tallyport.error.ErrorCode;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final String START =
            "data: {'type':'message_start','message':{'model':'m','usage':{'input_tokens':5,'output_tokens':1}}}";
    private static final Started STARTED = new Started("m", new TokenUse(new TokenCounts(5, 0, 0, 0, 1), 0));

    @Test
    void thinkingTextAndCallsAreToldInOrder() {
        List<AnswerEvent> events = Answers.read(
                START,
                block(0, "'type':'thinking','thinking':'','signature':''"),
                delta(0, "'type':'thinking_delta','thinking':'hm'"),
                delta(0, "'type':'signature_delta','signature':'S'"),
                "data: {'type':'content_block_stop','index':0}",
                block(1, "'type':'redacted_thinking','data':'R'"),
                "data: {'type':'content_block_stop','index':1}",
                "data: {'type': 'ping'}",
                block(2, "'citations':[],'type':'text','text':''"),
                delta(2, "'type':'citations_delta','citation':{'url':'u'}"),
                delta(2, "'type':'text_delta','text':'Hi'"),
                "data: {'type':'content_block_stop','index':2}",
                block(3, "'type':'tool_use','id':'t','name':'f','input':{}"),
                delta(3, "'type':'input_json_delta','partial_json':''"),
                delta(3, "'type':'input_json_delta','partial_json':'{}'"),
                "data: {'type':'content_block_stop','index':3}",
                "data: {'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'input_tokens':7,'cache_read_input_tokens':2,'output_tokens':9,'output_tokens_details':{'thinking_tokens':4}}}",
                "data: {'type':'message_stop'}");
        assertThat(events)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("citation")
                .containsExactly(
                        STARTED,
                        new ThinkingDelta("hm"),
                        new ThinkingSigned("S"),
                        new PartEnded(),
                        new RedactedThinking("R"),
                        new Cited(NullNode.instance),
                        new TextDelta("Hi"),
                        new PartEnded(),
                        new ToolCallStarted(0, "t", "f"),
                        new ArgumentsDelta(0, "{}"),
                        new PartEnded(),
                        new Finished(StopReason.TOOL_USE, null, new TokenUse(new TokenCounts(7, 0, 0, 2, 9), 4)));
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        assertThat(Answers.read(
                        START,
                        block(0, "'type':'tool_use','id':'t','name':'f','input':{}"),
                        delta(0, "'type':'input_json_delta','partial_json':''"),
                        "data: {'type':'content_block_stop','index':0}"))
                .contains(new ArgumentsDelta(0, "{}"));
    }

    @Test
    void aToolOfTheProvidersIsOneBlockWithItsInput() {
        List<AnswerEvent> events = Answers.read(
                START,
                block(0, "'type':'server_tool_use','id':'s','name':'web_search','input':{}"),
                delta(0, "'type':'input_json_delta','partial_json':'{\\\"query\\\":'"),
                delta(0, "'type':'input_json_delta','partial_json':'\\\"x\\\"}'"),
                "data: {'type':'content_block_stop','index':0}");
        assertThat(events).hasSize(2);
        assertThat(((ForeignPart) events.get(1))
                        .value()
                        .path("input")
                        .path("query")
                        .asText())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,END",
        "max_tokens,MAX_TOKENS",
        "stop_sequence,STOP_SEQUENCE",
        "pause_turn,PAUSE",
        "refusal,REFUSAL",
        "model_context_window_exceeded,CONTEXT_WINDOW",
        "something_new,END"
    })
    void everyStopReasonHasItsName(String wire, StopReason reason) {
        List<AnswerEvent> events =
                Answers.readPlain(("{\"content\":[],\"stop_sequence\":\"x\",\"stop_reason\":\"" + wire + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(events).containsExactly(new Started(null, null), new Finished(reason, "x", null));
    }

    @Test
    void inputTokensExcludeCachedOnesAndCacheWritesKeepTheirSplit() {
        byte[] body =
                "{'content':[],'usage':{'input_tokens':3,'cache_creation_input_tokens':50,'cache_read_input_tokens':7,'cache_creation':{'ephemeral_5m_input_tokens':20,'ephemeral_1h_input_tokens':30},'output_tokens':9,'output_tokens_details':{'thinking_tokens':4}}}"
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(((Finished) Answers.readPlain(body).getLast()).use())
                .isEqualTo(new TokenUse(new TokenCounts(3, 20, 30, 7, 9), 4));
    }

    @Test
    void whyAnAnswerWasRefusedIsToldAsARefusal() {
        assertThat(Answers.read(
                        START,
                        "data: {'type':'message_delta','delta':{'stop_reason':'refusal','stop_details':{'explanation':'No.'}},'usage':{'output_tokens':1}}",
                        "data: {'type':'message_stop'}"))
                .contains(new RefusalDelta("No."));
    }

    @Test
    void overloadInMidStreamIsAFailureAndTheEnd() {
        List<AnswerEvent> events = Answers.read(
                START,
                "data: {'type':'error','error':{'details':null,'type':'overloaded_error','message':'Overloaded'}}",
                "data: {'type':'message_stop'}");
        assertThat(events).hasSize(2);
        assertThat(((Failed) events.getLast()).failure().code()).isEqualTo(ErrorCode.UPSTREAM_OVERLOADED);
    }

    @Test
    void aStreamWithoutItsLastEventIsNotFinished() {
        List<AnswerEvent> events = Answers.read(
                START, "data: {'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':1}}");
        assertThat(events).containsExactly(STARTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"content\":{}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"}}"
            })
    void whatIsNoMessageIsNotRead(String body) {
        assertThat(Answers.readPlain(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'type':'content_block_delta','index':9,'delta':{'type':'text_delta','text':'lost'}}",
                "data: {'type':'content_block_start','index':0,'content_block':'text'}",
                "data: {'type':'content_block_start','index':99999999999999999999,'content_block':{}}",
                "data: {'type':'content_block_delta','index':'0','delta':[1,2]}",
                "data: {'type':'content_block_stop'}",
                "data: {'type':{'a':1}}",
                "data: {'type':'message_delta','usage':{'input_tokens':-5,'output_tokens':1e9,'cache_creation':[]}}",
                "data: {'type':'message_del",
                "data:",
                ": comment",
                "data: 17",
            })
    void malformedEventsArePassedOver(String event) {
        List<AnswerEvent> events = Answers.read(START, event, "data: {'type':'message_stop'}");
        assertThat(events.getFirst()).isEqualTo(STARTED);
        assertThat(events.getLast()).isInstanceOf(Finished.class);
    }

    @Test
    void noByteTurnedOverInARecordedStreamMakesAnException() throws IOException {
        Random random = new Random(42);
        for (Path file : RecordedStreams.of("anthropic/messages")) {
            for (int i = 0; i < 20; i++) {
                byte[] stream = Files.readAllBytes(file);
                for (int flips = 0; flips < 30; flips++) {
                    stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
                }
                assertThatCode(() -> Answers.write(true, Answers.read(stream)))
                        .as(file.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    private static String block(int index, String fields) {
        return "data: {'type':'content_block_start','index':" + index + ",'content_block':{" + fields + "}}";
    }

    private static String delta(int index, String fields) {
        return "data: {'type':'content_block_delta','index':" + index + ",'delta':{" + fields + "}}";
    }
}
