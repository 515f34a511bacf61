package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.tallyport.provider.AnswerHead;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerWritersTest {
    private static final TokenUse USE = new TokenUse(new TokenCounts(5, 0, 0, 4, 3), 1);
    private static final String OPENING = "'id':'chatcmpl-0','object':'chat.completion.chunk','created':1755000000,"
            + "'model':'claude-x','system_fingerprint':null";

    @Test
    void aStreamIsWrittenChunkByChunk() {
        assertThat(stream(true, new Started("claude-x", null), new TextDelta("Hi"), finished(StopReason.END)))
                .isEqualTo(json("data: {" + OPENING + ",'choices':[{'index':0,'delta':{'role':'assistant','content':'',"
                        + "'refusal':null},'logprobs':null,'finish_reason':null}],'usage':null}\n\n"
                        + "data: {" + OPENING + ",'choices':[{'index':0,'delta':{'content':'Hi'},'logprobs':null,"
                        + "'finish_reason':null}],'usage':null}\n\n"
                        + "data: {" + OPENING + ",'choices':[{'index':0,'delta':{},'logprobs':null,"
                        + "'finish_reason':'stop'}],'usage':null}\n\n"
                        + "data: {" + OPENING + ",'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':3,"
                        + "'total_tokens':12,'prompt_tokens_details':{'cached_tokens':4,'audio_tokens':0,"
                        + "'cache_write_tokens':0},'completion_tokens_details':{'reasoning_tokens':1,'audio_tokens':0,"
                        + "'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}}\n\n"
                        + "data: [DONE]\n\n"));
    }

    @Test
    void aCallerWhoDidNotAskForUsageSeesNone() {
        String written = stream(false, new Started(null, null), new TextDelta("Hi"), finished(StopReason.END));
        assertThat(written).doesNotContain("usage").contains("\"model\":\"claude-sonnet-4-5\"");
    }

    @Test
    void eachBatchOfBytesIsTakenOnce() {
        var writer = new OpenAiSurface().writer(Heads.stream(false));
        writer.accept(new Started(null, null));
        assertThat(writer.take()).isEmpty();
        writer.accept(new TextDelta("Hi"));
        assertThat(writer.take()).isNotEmpty();
        assertThat(writer.take()).isEmpty();
    }

    @Test
    void callsFirstComeWithoutContentAndCountFromZero() {
        List<String> deltas = deltas(
                new ToolCallStarted(0, "a", "f"),
                new ArgumentsDelta(0, "{\"x\""),
                new ArgumentsDelta(0, ":1}"),
                new ToolCallStarted(1, "b", "g"),
                new ArgumentsDelta(1, "{}"),
                finished(StopReason.END));
        assertThat(deltas)
                .containsExactly(
                        "{'role':'assistant','content':null,'refusal':null}",
                        "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\''}}]}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':':1}'}}]}",
                        "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}}]}",
                        "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}",
                        "{}");
    }

    @Test
    void aCallWithoutArgumentsGetsAnEmptyObjectBeforeItsClientTakesItForFinished() {
        assertThat(deltas(
                        new ToolCallStarted(0, "a", "f"),
                        new ArgumentsDelta(0, ""),
                        new ToolCallStarted(1, "b", "g"),
                        new ArgumentsDelta(1, "{\"b\":1}"),
                        finished(StopReason.TOOL_USE)))
                .containsExactly(
                        "{'role':'assistant','content':null,'refusal':null}",
                        "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}}]}",
                        "{'tool_calls':[{'index':1,'function':{'arguments':'{\\'b\\':1}'}}]}",
                        "{}");
    }

    @Test
    void interleavedCallsKeepTheirArguments() {
        AnswerEvent[] events = {
            new Started(null, null),
            new ToolCallStarted(0, "a", "f"),
            new ToolCallStarted(1, "b", "g"),
            new ArgumentsDelta(1, "{\"b\":"),
            new ArgumentsDelta(0, "{\"a\":"),
            new ArgumentsDelta(1, "1}"),
            new ArgumentsDelta(0, "0}"),
            finished(StopReason.TOOL_USE)
        };
        List<Told.Call> calls = List.of(new Told.Call("a", "f", "{\"a\":0}"), new Told.Call("b", "g", "{\"b\":1}"));
        assertThat(Told.stream(stream(true, events)).gist().calls()).isEqualTo(calls);
        assertThat(Told.plain(written(Heads.plain(), events)).gist().calls()).isEqualTo(calls);
    }

    @Test
    void thinkingStreamsAndItsBlockFollowsWholeWithItsSignature() {
        List<String> deltas = deltas(
                new ThinkingDelta("a"),
                new ThinkingDelta("b"),
                new ThinkingSigned("S"),
                new ThinkingSigned("empty"),
                new RedactedThinking("D"),
                new ThinkingDelta("unsigned"),
                new TextDelta("x"),
                new ThinkingDelta("c"),
                new ThinkingSigned("T"),
                finished(StopReason.END));
        assertThat(deltas)
                .containsExactly(
                        "{'role':'assistant','content':'','refusal':null}",
                        "{'reasoning_content':'a'}",
                        "{'reasoning_content':'b'}",
                        "{'thinking_blocks':[{'index':0,'type':'thinking','thinking':'ab','signature':'S'}]}",
                        "{'thinking_blocks':[{'index':1,'type':'thinking','thinking':'','signature':'empty'}]}",
                        "{'thinking_blocks':[{'index':2,'type':'redacted_thinking','data':'D'}]}",
                        "{'reasoning_content':'unsigned'}",
                        "{'content':'x'}",
                        "{'reasoning_content':'c'}",
                        "{'thinking_blocks':[{'index':3,'type':'thinking','thinking':'c','signature':'T'}]}",
                        "{}");
    }

    @Test
    void webSourcesBecomeAnnotationsOverThePartThatCitesThem() {
        JsonNode web = value("{'type':'web_search_result_location','url':'https://a.example','title':'A',"
                + "'cited_text':'t','encrypted_index':'i'}");
        JsonNode page = value("{'type':'page_location','document_index':0}");
        AnswerEvent[] events = {
            new Started(null, null),
            new TextDelta("Öl: "),
            new PartEnded(),
            new Cited(web),
            new TextDelta("cheap\uD83D\uDE00"),
            new Cited(page),
            new PartEnded(),
            new TextDelta("."),
            finished(StopReason.END)
        };
        String annotations = "'annotations':[{'type':'url_citation','url_citation':"
                + "{'start_index':4,'end_index':10,'url':'https://a.example','title':'A'}}]";
        assertThat(stream(false, events)).containsOnlyOnce(json("'delta':{" + annotations + "}"));
        assertThat(plain(events)).contains(json(annotations));
    }

    @Test
    void aPlainAnswerHasAllThatRealOnesHave() {
        String written = plain(
                new Started("claude-x", null),
                new ThinkingDelta("ab"),
                new ThinkingSigned("S"),
                new ForeignPart(WireFormat.MESSAGES, value("{'type':'server_tool_use'}")),
                new TextDelta("Hi"),
                new ToolCallStarted(0, "a", "f"),
                finished(StopReason.TOOL_USE));
        assertThat(written)
                .isEqualTo(json("{'id':'chatcmpl-0','object':'chat.completion','created':1755000000,'model':'claude-x',"
                        + "'system_fingerprint':null,'choices':[{'index':0,'message':{'role':'assistant','content':'Hi',"
                        + "'refusal':null,'annotations':[],'reasoning_content':'ab','thinking_blocks':[{'type':'thinking',"
                        + "'thinking':'ab','signature':'S'}],'tool_calls':[{'id':'a','type':'function','function':"
                        + "{'name':'f','arguments':'{}'}}]},'logprobs':null,'finish_reason':'tool_calls'}],'usage':"
                        + "{'prompt_tokens':9,'completion_tokens':3,'total_tokens':12,'prompt_tokens_details':"
                        + "{'cached_tokens':4,'audio_tokens':0,'cache_write_tokens':0},'completion_tokens_details':"
                        + "{'reasoning_tokens':1,'audio_tokens':0,'accepted_prediction_tokens':0,"
                        + "'rejected_prediction_tokens':0}}}"));
    }

    @Test
    void contentIsNullBesideCallsOrARefusalAndEmptyOtherwise() {
        assertThat(plain(new ToolCallStarted(0, "a", "f"), finished(StopReason.TOOL_USE)))
                .contains("\"content\":null");
        assertThat(plain(new RefusalDelta("No."), finished(StopReason.REFUSAL)))
                .contains("\"content\":null,\"refusal\":\"No.\"", "\"finish_reason\":\"content_filter\"");
        assertThat(plain(finished(StopReason.MAX_TOKENS)))
                .contains("\"content\":\"\"")
                .doesNotContain("tool_calls");
    }

    @ParameterizedTest
    @CsvSource({
        "END, stop",
        "STOP_SEQUENCE, stop",
        "PAUSE, stop",
        "MAX_TOKENS, length",
        "CONTEXT_WINDOW, length",
        "REFUSAL, content_filter",
        "TOOL_USE, tool_calls"
    })
    void stopReasonsHaveTheirWords(StopReason reason, String word) {
        assertThat(plain(new TextDelta("x"), finished(reason))).contains("\"finish_reason\":\"" + word + "\"");
    }

    @Test
    void anEmptyAnswerIsStillAWholeStream() {
        assertThat(stream(true, new Started(null, null), finished(StopReason.END)))
                .contains("\"role\":\"assistant\"", "\"finish_reason\":\"stop\"", "\"total_tokens\":12", "[DONE]");
    }

    private static AnswerEvent finished(StopReason reason) {
        return new Finished(reason, null, USE);
    }

    private static List<String> deltas(AnswerEvent... events) {
        return Stream.of(stream(false, events).split("\n\n"))
                .filter(event -> event.contains("\"delta\":"))
                .map(event -> event.substring(event.indexOf("\"delta\":") + 8, event.indexOf(",\"logprobs\"")))
                .map(delta -> delta.replace('"', '\''))
                .toList();
    }

    private static String stream(boolean showsUsage, AnswerEvent... events) {
        byte[] written = written(Heads.stream(showsUsage), events);
        assertThat(ChatCompletionStreamChecker.faults(written)).isEmpty();
        return shortId(written);
    }

    private static String plain(AnswerEvent... events) {
        return shortId(written(Heads.plain(), events));
    }

    private static byte[] written(AnswerHead head, AnswerEvent... events) {
        return new Told(List.of(events)).writtenBy(new OpenAiSurface().writer(head));
    }

    private static String shortId(byte[] written) {
        String id = AnswerOpening.id(Heads.plain().id());
        assertThat(id).hasSize("chatcmpl-".length() + 29);
        return new String(written, StandardCharsets.UTF_8).replace(id, "chatcmpl-0");
    }

    private static JsonNode value(String text) {
        return JsonTree.value(json(text)).orElseThrow();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
