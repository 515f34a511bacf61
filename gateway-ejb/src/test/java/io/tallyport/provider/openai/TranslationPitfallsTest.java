package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.catalog.Models;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.chat.Tool;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.Target;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What other gateways got wrong (wire.md section 5), one test each, named by the pitfall. */
class TranslationPitfallsTest {
    private static final Target GPT = new Target(Models.of("gpt-4o", "openai", Set.of()), 16_384);

    @Test
    void thinkingInsideATextBlockIsKeptApart() {
        String stream = written(
                Heads.stream(false),
                new Started(null, null),
                new ThinkingDelta("Hm"),
                new TextDelta("Hi"),
                new Finished(StopReason.END, null, null));
        assertThat(stream)
                .contains("\"delta\":{\"reasoning_content\":\"Hm\"}", "\"delta\":{\"content\":\"Hi\"}")
                .doesNotContain("\"content\":\"Hm");
    }

    @Test
    void aSecondStartOfAMessageIsNotTold() {
        Told told = stream(delta("'role':'assistant','content':'a'") + delta("'role':'assistant','content':'b'"));
        assertThat(told.of(Started.class)).hasSize(1);
    }

    @Test
    void theChunkThatOpensAToolCallKeepsItsArguments() {
        Told told = stream(
                delta("'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{\\u0022x\\u0022:1}'}}]"));
        assertThat(told.gist().calls()).containsExactly(new Told.Call("a", "f", "{\"x\":1}"));
    }

    @Test
    void stopThoughToolsWereCalledBecomesToolUseBothWays() {
        String call = "'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]";
        Told told = stream(delta("'content':''," + call));
        assertThat(told.gist().reason()).isEqualTo(StopReason.TOOL_USE);
        assertThat(told.of(TextDelta.class)).isEmpty();
        assertThat(written(
                        Heads.plain(),
                        new Started(null, null),
                        new ToolCallStarted(0, "a", "f"),
                        new Finished(StopReason.END, null, null)))
                .contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void aTextBlockAheadDoesNotShiftTheIndexOfTools() {
        String stream = written(
                Heads.stream(false),
                new Started(null, null),
                new TextDelta("Hi"),
                new ToolCallStarted(0, "a", "f"),
                new ArgumentsDelta(0, "{}"),
                new Finished(StopReason.TOOL_USE, null, null));
        assertThat(stream).contains("\"tool_calls\":[{\"index\":0,\"id\":\"a\"").doesNotContain("\"index\":1");
    }

    @Test
    void promptTokensTakenForInputTokensAreToldApart() {
        String usage = "data: {'choices':[],'usage':{'prompt_tokens':100,'completion_tokens':7,"
                + "'prompt_tokens_details':{'cached_tokens':60,'cache_write_tokens':30}}}\n\n";
        Told told = stream(delta("'content':'x'"), usage);
        assertThat(told.gist().use()).isEqualTo(new TokenUse(new TokenCounts(10, 30, 0, 60, 7), 0));
    }

    @Test
    void cacheWritesAndTheirSplitAreNotLostInChatUsage() {
        TokenUse use = new TokenUse(new TokenCounts(10, 20, 30, 40, 7), 3);
        String plain = written(
                Heads.plain(), new Started(null, null), new TextDelta("x"), new Finished(StopReason.END, null, use));
        assertThat(plain)
                .contains(
                        "\"prompt_tokens\":100",
                        "\"cached_tokens\":40",
                        "\"cache_write_tokens\":50",
                        "\"ephemeral_5m_input_tokens\":20,\"ephemeral_1h_input_tokens\":30");
        assertThat(Told.plain(plain.getBytes(StandardCharsets.UTF_8)).gist().use())
                .isEqualTo(use);
    }

    @Test
    void cacheControlAndItsTtlAreReadOnPartsMessagesToolsAndTheSystem() {
        Conversation read = read("{'model':'m','tools':[{'type':'function','function':{'name':'f'},"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}],'messages':["
                + "{'role':'system','content':'s','cache_control':{'type':'ephemeral'}},"
                + "{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'5m'}},"
                + "{'type':'text','text':'b'}]},"
                + "{'role':'user','content':[{'type':'text','text':'c'},{'type':'text','text':'d'}],"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]}");
        assertThat(((Tool.Function) read.tools().getFirst()).cache()).isEqualTo(CacheMark.ONE_HOUR);
        assertThat(read.system()).containsExactly(new Part.Text("s", null, CacheMark.DEFAULT));
        assertThat(read.turns().getFirst().parts())
                .containsExactly(new Part.Text("a", null, CacheMark.FIVE_MINUTES), new Part.Text("b"));
        assertThat(read.turns().getLast().parts())
                .containsExactly(new Part.Text("c"), new Part.Text("d", null, CacheMark.ONE_HOUR));
    }

    @Test
    void toolMessagesDoNotBecomeAUserMessageEach() {
        Conversation read =
                read("{'model':'m','messages':[{'role':'user','content':'q'},{'role':'assistant','tool_calls':["
                        + "{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}},"
                        + "{'id':'b','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'a','content':'1'},{'role':'tool','tool_call_id':'b','content':'2'},"
                        + "{'role':'user','content':'And?'},{'role':'user','content':'So?'}]}");
        assertThat(read.turns())
                .extracting(Turn::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.USER, Role.USER);
        assertThat(read.turns().get(2))
                .isEqualTo(new Turn(
                        Role.USER,
                        List.of(
                                new Part.ToolResult("a", List.of(new Part.Text("1")), false, null),
                                new Part.ToolResult("b", List.of(new Part.Text("2")), false, null),
                                new Part.Text("And?")),
                        "messages[2]"));
        JsonNode written =
                JsonTree.request(new OpenAiProvider().write(read, GPT)).path("messages");
        assertThat(written)
                .extracting(message -> message.path("role").asText())
                .containsExactly("user", "assistant", "tool", "tool", "user", "user");
    }

    @Test
    void emptyContentBesideToolCallsBecomesNoEmptyText() {
        for (String content : List.of("''", "null", "[]", "[{'type':'text','text':''}]")) {
            Conversation read = read("{'model':'m','messages':[{'role':'assistant','content':" + content
                    + ",'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]}]}");
            assertThat(read.turns().getFirst().parts()).containsExactly(new Part.ToolCall("a", "f", "{}", null));
        }
    }

    @Test
    void signaturesComeBackEvenOfEmptyThinking() {
        byte[] plain = written(
                        Heads.plain(),
                        new Started(null, null),
                        new ThinkingDelta("Hm"),
                        new ThinkingSigned("S"),
                        new ThinkingSigned("T"),
                        new ToolCallStarted(0, "a", "f"),
                        new Finished(StopReason.TOOL_USE, null, null))
                .getBytes(StandardCharsets.UTF_8);
        JsonNode message = JsonTree.request(plain).at("/choices/0/message");
        Conversation read = read("{'model':'m','messages':[" + JsonTree.text(message) + "]}");
        assertThat(read.turns().getFirst().parts())
                .containsExactly(
                        new Part.Thinking("Hm", "S"),
                        new Part.Thinking("", "T"),
                        new Part.ToolCall("a", "f", "{}", null));
    }

    @Test
    void argumentsThatAreNoJsonStayAsTheModelWroteThem() {
        Conversation read = read("{'model':'m','messages':[{'role':'assistant','tool_calls':["
                + "{'id':'a','type':'function','function':{'name':'f','arguments':'oops'}}]}]}");
        assertThat(read.turns().getFirst().parts()).containsExactly(new Part.ToolCall("a", "f", "oops", null));
    }

    @Test
    void idsOfToolsAreRewrittenForCallAndResultAlike() {
        String id = "call_" + "x".repeat(80);
        Conversation read = read("{'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'" + id
                + "','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'" + id + "','content':'1'}]}");
        JsonNode messages =
                JsonTree.request(new OpenAiProvider().write(read, GPT)).path("messages");
        assertThat(messages.at("/0/tool_calls/0/id").asText())
                .hasSizeLessThanOrEqualTo(64)
                .isEqualTo(messages.at("/1/tool_call_id").asText());
    }

    @Test
    void overloadInMidStreamIsAFailureAndNoEnd() {
        Told told =
                stream(delta("'content':'x'"), "data: {'error':{'type':'overloaded_error','message':'secret'}}\n\n");
        assertThat(told.of(Finished.class)).isEmpty();
        assertThat(told.of(Failed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure().message()).doesNotContain("secret"));
    }

    private static Told stream(String... events) {
        String finish = "data: {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}\n\n";
        List<String> all = new ArrayList<>(List.of(events));
        all.add(Math.min(1, all.size()), finish);
        return Told.stream((String.join("", all) + "data: [DONE]\n\n").replace('\'', '"'));
    }

    private static String delta(String fields) {
        return "data: {'model':'m','choices':[{'index':0,'delta':{" + fields + "},'finish_reason':null}]}\n\n";
    }

    private static String written(AnswerHead head, AnswerEvent... events) {
        return new String(
                new Told(List.of(events)).writtenBy(new OpenAiSurface().writer(head)), StandardCharsets.UTF_8);
    }

    private static Conversation read(String body) {
        return new OpenAiSurface().conversation(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
