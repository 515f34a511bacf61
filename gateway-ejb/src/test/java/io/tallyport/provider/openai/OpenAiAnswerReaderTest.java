package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.RedactedThinking;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.openai.Told.Call;
import io.tallyport.usage.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAnswerReaderTest {
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void anAnswerIsToldInOrder() {
        Told told = stream(
                delta("'role':'assistant','content':''"),
                delta("'reasoning_content':'Hm'"),
                delta("'content':'Hello'"),
                delta("'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]"),
                delta("'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]"),
                finish("tool_calls"),
                "data: {'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':2}}\n\n",
                DONE);
        assertThat(told.events())
                .containsExactly(
                        new Started("m", null),
                        new ThinkingDelta("Hm"),
                        new TextDelta("Hello"),
                        new ToolCallStarted(0, "a", "f"),
                        new ArgumentsDelta(0, "{}"),
                        new Finished(StopReason.TOOL_USE, null, new TokenUse(new TokenCounts(5, 0, 0, 0, 2), 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, END",
        "length, MAX_TOKENS",
        "content_filter, REFUSAL",
        "tool_calls, TOOL_USE",
        "model_length, MAX_TOKENS",
        "something_new, END"
    })
    void finishReasonsHaveTheirMeaning(String word, StopReason reason) {
        assertThat(stream(delta("'content':'x'"), finish(word), DONE).gist().reason())
                .isEqualTo(reason);
    }

    @Test
    void aRefusalIsOneThoughTheFinishSaysStop() {
        Told told = stream(delta("'refusal':'No.'"), finish("stop"), DONE);
        assertThat(told.gist().refusal()).isEqualTo("No.");
        assertThat(told.gist().reason()).isEqualTo(StopReason.REFUSAL);
    }

    @Test
    void withoutDoneAFinishReasonIsEnough() {
        assertThat(stream(delta("'content':'x'"), finish("stop")).gist().reason())
                .isEqualTo(StopReason.END);
        assertThat(stream(delta("'content':'x'")).of(Finished.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'error':{'message':'Overloaded','type':'server_error'}}\n\n",
                "data: {'choices':[{'index':0,'delta':{},'finish_reason':'error'}]}\n\n",
                "data: {'choices':[{'index':0,'delta':{},'finish_reason':'insufficient_system_resource'}]}\n\n",
            })
    void anErrorInMidStreamFailsAndNothingFollows(String error) {
        Told told = stream(delta("'content':'x'"), error, delta("'content':'y'"), finish("stop"), DONE);
        assertThat(told.events()).hasSize(3);
        assertThat(told.events().getLast()).isInstanceOf(AnswerEvent.Failed.class);
    }

    @Test
    void aWholeCallInOneChunkWithoutIdGetsOne() {
        Told told = stream(
                delta("'tool_calls':[{'function':{'name':'f','arguments':'{\\'a\\':1}'}},"
                        + "{'function':{'name':'g','arguments':'{}'}}]"),
                finish("stop"),
                DONE);
        List<Call> calls = told.keepsItsPromises().gist().calls();
        assertThat(calls).extracting(Call::name).containsExactly("f", "g");
        assertThat(calls).extracting(Call::arguments).containsExactly("{\"a\":1}", "{}");
        assertThat(calls).extracting(Call::id).doesNotHaveDuplicates().allMatch(id -> id.startsWith("call_"));
        assertThat(told.gist().reason()).isEqualTo(StopReason.TOOL_USE);
    }

    @Test
    void repeatedIdsAndNamesBeginNoNewCall() {
        String again = "'index':0,'id':'a','type':'function','function':{'name':'f','arguments':";
        Told told = stream(
                delta("'tool_calls':[{" + again + "'{'}}]"),
                delta("'tool_calls':[{" + again + "'}'}}]"),
                finish("tool_calls"),
                DONE);
        assertThat(told.gist().calls()).containsExactly(new Call("a", "f", "{}"));
    }

    @Test
    void callsThatAllHaveIndexZeroAreToldApartByTheirIds() {
        Told told = stream(
                delta("'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]"),
                delta("'tool_calls':[{'index':0,'id':'b','function':{'name':'f','arguments':'{}'}}]"),
                finish("stop"),
                DONE);
        assertThat(told.gist().calls()).containsExactly(new Call("a", "f", "{}"), new Call("b", "f", "{}"));
    }

    @Test
    void withoutIndexFurtherArgumentsAreOfTheLastCall() {
        Told told = stream(
                delta("'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{'}}]"),
                delta("'tool_calls':[{'function':{'arguments':'}'}}]"),
                delta("'tool_calls':[{'id':'b','function':{'name':'g'}}]"),
                delta("'tool_calls':[{'id':'a','function':{'arguments':' '}}]"),
                finish("tool_calls"),
                DONE);
        assertThat(told.gist().calls()).containsExactly(new Call("a", "f", "{} "), new Call("b", "g", ""));
    }

    @Test
    void argumentsAheadOfTheNameWaitForIt() {
        Told told = stream(
                delta("'tool_calls':[{'index':0,'id':'a','function':{'arguments':'{'}}]"),
                delta("'tool_calls':[{'index':0,'function':{'name':'f','arguments':'}'}}]"),
                finish("tool_calls"),
                DONE);
        assertThat(told.events())
                .contains(new ToolCallStarted(0, "a", "f"), new ArgumentsDelta(0, "{}"))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'choices':[{'index':0,'delta':{},'finish_reason':'stop','usage':{'prompt_tokens':9,'completion_tokens':8}}]",
                "'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'usage':{'prompt_tokens':9,'completion_tokens':8}",
                "'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'usage':{'prompt_tokens':9,'completion_tokens':8}}\n\n"
                        + "data: {'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':8}",
            })
    void theLastUsageCountsWhereverVendorsPutIt(String end) {
        Told told = stream(
                "data: {'choices':[{'index':0,'delta':{'content':'x'}}],'usage':{'prompt_tokens':9,'completion_tokens':1}}\n\n",
                "data: {" + end + "}\n\n",
                DONE);
        assertThat(told.gist().use()).isEqualTo(new TokenUse(new TokenCounts(9, 0, 0, 0, 8), 0));
    }

    @Test
    void usageThatContradictsItselfIsNoReport() {
        Told told = stream(
                delta("'content':'x'"),
                "data: {'choices':[{'delta':{},'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':1,'prompt_tokens_details':{'cached_tokens':5}}}\n\n",
                DONE);
        assertThat(told.gist().use()).isNull();
        assertThat(told.gist().reason()).isEqualTo(StopReason.END);
    }

    @Test
    void thinkingBlocksOfOurOwnKindSignWhatStreamedAheadOfThem() {
        Told told = stream(
                delta("'reasoning_content':'a'"),
                delta("'reasoning_content':'b'"),
                delta("'thinking_blocks':[{'index':0,'type':'thinking','thinking':'ab','signature':'S1'}]"),
                delta("'thinking_blocks':[{'index':1,'type':'redacted_thinking','data':'D'}]"),
                delta("'thinking_blocks':[{'index':2,'type':'thinking','thinking':'','signature':'S2'}]"),
                delta("'content':'x'"),
                finish("stop"),
                DONE);
        assertThat(told.events().subList(1, 7))
                .containsExactly(
                        new ThinkingDelta("a"),
                        new ThinkingDelta("b"),
                        new ThinkingSigned("S1"),
                        new RedactedThinking("D"),
                        new ThinkingSigned("S2"),
                        new TextDelta("x"));
    }

    @Test
    void blocksThatCarryEveryDeltaAreNotToldTwice() {
        Told told = stream(
                delta(
                        "'reasoning_content':'a','thinking_blocks':[{'type':'thinking','thinking':'a','signature':null}]"),
                delta("'reasoning_content':'b','thinking_blocks':[{'type':'thinking','thinking':'b','signature':''}]"),
                delta("'thinking_blocks':[{'type':'thinking','thinking':'','signature':'S'}]"),
                finish("stop"),
                DONE);
        assertThat(told.gist().thinking()).isEqualTo("ab");
        assertThat(told.gist().signatures()).containsExactly("S");
    }

    @Test
    void otherVendorsThinkElsewhere() {
        assertThat(stream(
                                delta("'reasoning':'a'"),
                                delta("'reasoning':'b','reasoning_content':'b'"),
                                delta("'reasoning':'c','reasoning_content':null"),
                                DONE)
                        .gist()
                        .thinking())
                .isEqualTo("abc");
        Told parts = stream(
                delta("'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm'}]}]"),
                delta("'content':[{'type':'text','text':'Hel'},{'type':'text','text':'lo'}]"),
                DONE);
        assertThat(parts.gist().thinking()).isEqualTo("Hm");
        assertThat(parts.gist().text()).isEqualTo("Hello");
    }

    @Test
    void aPlainAnswerTellsThinkingFirstAndBlocksOnce() {
        Told told = Told.plain(bytes("{'model':'m','choices':[{'index':0,'message':{'role':'assistant','content':'x',"
                + "'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}},"
                + "{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}],"
                + "'reasoning_content':'ab','thinking_blocks':[{'type':'thinking','thinking':'a','signature':'S'},"
                + "{'type':'thinking','thinking':'b','signature':'T'}]},'finish_reason':'stop'}]}"));
        assertThat(told.events())
                .containsExactly(
                        new Started("m", null),
                        new ThinkingDelta("a"),
                        new ThinkingSigned("S"),
                        new ThinkingDelta("b"),
                        new ThinkingSigned("T"),
                        new TextDelta("x"),
                        new ToolCallStarted(0, "a", "f"),
                        new ArgumentsDelta(0, "{}"),
                        new ToolCallStarted(1, "a", "f"),
                        new ArgumentsDelta(1, "{}"),
                        new Finished(StopReason.TOOL_USE, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{'choices':[", "{}", "{'choices':7}", "{'error':{},'choices':[]}"})
    void whatIsNoAnswerIsNotReadAsOne(String body) {
        List<AnswerEvent> events = new ArrayList<>();
        assertThat(new OpenAiProvider().reader().plain(bytes(body), events::add))
                .isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void nonsenseBetweenEventsIsPassedOver() {
        Told told = stream(
                ": comment\n\n",
                "data: {'choices': oops\n\n",
                "data: 7\n\n",
                "data: {'choices':[7,{'delta':7},{'delta':{'content':'never'}}]}\n\n",
                "data: {'choices':{'delta':{}}}\n\n",
                "data: {'choices':[],'prompt_filter_results':[]}\n\n",
                delta("'content':7,'tool_calls':[7,{'index':'x','function':'y'}],'thinking_blocks':[null]"),
                "data:{'choices':[{'delta':{'content':'Hi'}}]}\n\n",
                finish("stop"),
                DONE);
        assertThat(told.keepsItsPromises().gist().text()).isEqualTo("Hi");
        assertThat(told.gist().calls()).isEmpty();
    }

    @Test
    void noCutOfAnEventThrows() {
        byte[] event = bytes(delta("'reasoning':'a','content':[{'type':'text','text':'é'}],'tool_calls':"
                + "[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}],'thinking_blocks':[{'data':'d'}]"));
        for (int length = 0; length < event.length; length++) {
            AnswerReader reader = new OpenAiProvider().reader();
            List<AnswerEvent> events = new ArrayList<>();
            reader.event(event, 0, length, events::add);
            reader.plain(Arrays.copyOf(event, length), events::add);
        }
    }

    private static Told stream(String... events) {
        return Told.stream(bytes(String.join("", events)));
    }

    private static String delta(String fields) {
        return "data: {'model':'m','choices':[{'index':0,'delta':{" + fields + "},'finish_reason':null}]}\n\n";
    }

    private static String finish(String reason) {
        return "data: {'model':'m','choices':[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]}\n\n";
    }

    /** Quotes are single ones here, and escaped ones inside strings. */
    private static byte[] bytes(String text) {
        return text.replace("\\'", "\\\u0000")
                .replace('\'', '"')
                .replace('\u0000', '"')
                .getBytes(StandardCharsets.UTF_8);
    }
}
