package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pitfall of wire.md section 5 that is met while a request is written, and the rules of docs/compatibility.md. */
class ConversationWriterTest {
    private static final Part.ToolCall CALL_A = new Part.ToolCall("a", "f", "{}", null);
    private static final Part.ToolCall CALL_B = new Part.ToolCall("b", "f", "{}", null);
    private static final Part.ToolResult RESULT_A = result("a");
    private static final Part.ToolResult RESULT_B = result("b");

    private final Asked asked = new Asked();

    @Test
    void severalToolMessagesAndTheUsersNextWordsAreOneMessageWithAllResultsFirst() {
        assertThat(messages(
                        Asked.HI, assistant(CALL_A, CALL_B), user(RESULT_A), user(RESULT_B, new Part.Text("Go on"))))
                .isEqualTo("[{'role':'user','content':[{'type':'text','text':'Hi'}]},{'role':'assistant','content':["
                        + call("a")
                        + ","
                        + call("b")
                        + "]},{'role':'user','content':["
                        + shownResult("a")
                        + ","
                        + shownResult("b")
                        + ",{'type':'text','text':'Go on'}]}]");
    }

    @Test
    void resultsFollowTheirCallsDirectlyWhateverWasSaidBetween() {
        assertThat(messages(
                        assistant(CALL_A),
                        assistant(CALL_B),
                        user(new Part.Text("wait")),
                        new Turn(Role.SYSTEM, List.of(new Part.Text("be quick")), "messages.3"),
                        user(RESULT_B),
                        user(RESULT_A)))
                .isEqualTo(
                        "[{'role':'assistant','content':[" + call("a") + "," + call("b")
                                + "]},{'role':'user','content':[" + shownResult("b") + "," + shownResult("a")
                                + ",{'type':'text','text':'wait'}]},{'role':'system','content':[{'type':'text','text':'be quick'}]}]");
    }

    @Test
    void callsOfOneIdInTwoTurnsKeepTheirOwnResults() {
        assertThat(messages(assistant(CALL_A), user(RESULT_A), assistant(CALL_A), user(RESULT_A)))
                .isEqualTo(("[{'role':'assistant','content':[" + call("a") + "]},{'role':'user','content':["
                        + shownResult("a") + "]},{'role':'assistant','content':[" + call("a")
                        + "]},{'role':'user','content':[" + shownResult("a") + "]}]"));
    }

    @Test
    void anEmptyTextBesideACallIsLeftOut() {
        assertThat(messages(assistant(new Part.Text(""), new Part.Text(" \n"), CALL_A)))
                .isEqualTo("[{'role':'assistant','content':[" + call("a") + "]}]");
    }

    @Test
    void thinkingComesBackWithItsSignatureAheadOfTheCallsEvenIfItHasNoWords() {
        assertThat(messages(assistant(
                        CALL_A,
                        new Part.Thinking("", "S"),
                        new Part.RedactedThinking("R"),
                        new Part.Thinking("unsigned", null),
                        new Part.Thinking("unsigned", ""))))
                .isEqualTo(
                        "[{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'S'},{'type':'redacted_thinking','data':'R'},"
                                + call("a") + "]}]");
    }

    @Test
    void thinkingBetweenCallsStaysWhereItWas() {
        assertThat(messages(assistant(
                        new Part.Thinking("1", "S"), new Part.Text("x"), new Part.Thinking("2", "T"), CALL_A)))
                .containsSubsequence("'1'", "'x'", "'2'", "tool_use");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1.50} | {'a':1.50}",
                "`` | {}",
                "{} | {}",
                "null | {'INVALID_JSON':'null'}",
                "\"x\" | {'INVALID_JSON':'\\'x\\''}",
                "{\"a\": | {'INVALID_JSON':'{\\'a\\':'}",
                "{}{} | {'INVALID_JSON':'{}{}'}",
                "[] | {'INVALID_JSON':'[]'}",
            })
    void argumentsAreAnObjectNeverAString(String arguments, String input) {
        assertThat(messages(assistant(new Part.ToolCall("a", "f", arguments, null))))
                .contains("'input':" + input + "}");
    }

    @ParameterizedTest
    @CsvSource({"toolu_01-x,toolu_01-x", "call:1.f,call_x3a_1_x2e_f", "call_9_gs_QUJD-_,call_9"})
    void idsOfCallsChangeForTheResultAlike(String id, String written) {
        assertThat(messages(assistant(new Part.ToolCall(id, "f", "{}", null)), user(result(id))))
                .contains("'id':'" + written + "'")
                .contains("'tool_use_id':'" + written + "'");
    }

    @Test
    void cacheMarksAndTheirTtlStandWhereTheyWere() {
        asked.system = List.of(new Part.Text("s", null, CacheMark.ONE_HOUR));
        asked.caching = CacheMark.FIVE_MINUTES;
        asked.tools = List.of(function(CacheMark.DEFAULT));
        asked.turns = List.of(user(
                new Part.ToolResult(
                        "a", List.of(new Part.Text("r", null, CacheMark.DEFAULT)), true, CacheMark.ONE_HOUR),
                new Part.Image(new Media.Link("u"), "high", CacheMark.DEFAULT)));
        assertThat(asked.body())
                .isEqualTo(json("{'model':'m','max_tokens':500,'stream':false,"
                        + "'system':[{'type':'text','text':'s','cache_control':{'type':'ephemeral','ttl':'1h'}}],"
                        + "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'r','cache_control':{'type':'ephemeral'}}],'is_error':true,'cache_control':{'type':'ephemeral','ttl':'1h'}},"
                        + "{'type':'image','source':{'type':'url','url':'u'},'cache_control':{'type':'ephemeral'}}]}],"
                        + "'tools':[{'name':'f','input_schema':{'type':'object','properties':{}},'cache_control':{'type':'ephemeral'}}],"
                        + "'cache_control':{'type':'ephemeral','ttl':'5m'}}"));
    }

    @Test
    void toolsAreWrittenWithASchemaAndWhatNobodyKnows() {
        asked.tools = List.of(new Tool.Function(
                "f", "d", json("{'properties':{}}"), false, null, Map.of("b", json("1"), "a", json("2"))));
        assertThat(JsonTree.text(asked.body().path("tools")).replace('"', '\''))
                .isEqualTo(
                        "[{'name':'f','description':'d','input_schema':{'type':'object','properties':{}},'strict':false,'a':2,'b':1}]");
    }

    @Test
    void parallelCallsAreForbiddenInsideTheToolChoice() {
        asked.tools = List.of(function(null));
        asked.parallel = false;
        assertThat(asked.body().path("tool_choice"))
                .isEqualTo(json("{'type':'auto','disable_parallel_tool_use':true}"));
        asked.choice = new ToolChoice.Named("f");
        asked.parallel = true;
        assertThat(asked.body().path("tool_choice"))
                .isEqualTo(json("{'type':'tool','name':'f','disable_parallel_tool_use':false}"));
        asked.choice = new ToolChoice.None();
        assertThat(asked.body().path("tool_choice")).isEqualTo(json("{'type':'none'}"));
        asked.tools = List.of();
        assertThat(asked.body().has("tool_choice")).isFalse();
    }

    @Test
    void schemasUsersStopsAndUnknownFieldsHaveTheirPlaces() {
        asked.format = new AnswerFormat.JsonSchema(
                "n",
                json("{'type':'object','properties':{'a':{'type':'object'},"
                        + "'b':{'type':'object','additionalProperties':true}}}"),
                true,
                "d");
        asked.user = "u";
        asked.stop = List.of("x");
        asked.maxTokens = null;
        asked.extras = Map.of("new", json("1"), "model", json("'other'"));
        assertThat(asked.body())
                .isEqualTo(
                        json(
                                "{'model':'m','max_tokens':500,'stream':false,"
                                        + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}],'stop_sequences':['x'],"
                                        + "'output_config':{'format':{'type':'json_schema','schema':{'type':'object','properties':{'a':{'type':'object','additionalProperties':false},'b':{'type':'object','additionalProperties':true}},'additionalProperties':false}}},'metadata':{'user_id':'u'},'new':1}"));
    }

    @Test
    void documentsKeepTheirBytesOrTheirText() {
        assertThat(messages(user(
                        new Part.Document(new Media.Inline("application/pdf", "AA=="), "t", "c", true, null),
                        new Part.Document(new Media.Inline("text/plain", "SGk="), null, null, false, null),
                        new Part.Document(new Media.Stored("file_1"), null, null, false, null),
                        new Part.Refusal("No."))))
                .isEqualTo(
                        "[{'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AA=='},'title':'t','context':'c','citations':{'enabled':true}},"
                                + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'Hi'}},"
                                + "{'type':'document','source':{'type':'file','file_id':'file_1'}},{'type':'text','text':'No.'}]}]");
    }

    @Test
    void whatTheFormatCannotSayIsRefusedByName() {
        refused("n", a -> a.choices = 2);
        refused("logprobs", a -> a.logprobs = true);
        refused("logit_bias", a -> a.logitBias = json("{'5':1}"));
        refused("frequency_penalty", a -> a.frequencyPenalty = new BigDecimal("0.1"));
        refused("presence_penalty", a -> a.presencePenalty = new BigDecimal("-1"));
        refused("response_format", a -> a.format = new AnswerFormat.JsonObject());
        refused("tools", a -> a.tools = List.of(new Tool.Foreign(WireFormat.RESPONSES, json("{'type':'web_search'}"))));
        refused("messages[0]", a -> a.turns = List.of(user(new Part.Audio("wav", "AA"))));
        refused("messages[0]", a -> a.turns = List.of(user(new Part.Foreign(WireFormat.RESPONSES, json("{}")))));
        refused("messages[0]", a -> a.turns = List.of(user(new Part.Image(new Media.Stored("file-abc"), null, null))));
        refused(
                "messages[0]",
                a -> a.turns =
                        List.of(user(new Part.Document(new Media.Inline("text/plain", "?"), null, null, false, null))));
    }

    @Test
    void whatIsRefusedOnlyIfItMattersPasses() {
        asked.logitBias = json("{}");
        asked.frequencyPenalty = new BigDecimal("0.0");
        assertThat(asked.body().has("logit_bias")).isFalse();
    }

    private static void refused(String field, Consumer<Asked> with) {
        Asked asked = new Asked();
        with.accept(asked);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(asked::body)
                .satisfies(e -> assertThat(e.param()).isEqualTo(field));
    }

    private String messages(Turn... turns) {
        asked.turns = List.of(turns);
        return JsonTree.text(asked.body().path("messages"))
                .replace("\\\"", "\\'")
                .replace('"', '\'');
    }

    private static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts), "messages[0]");
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts), "messages[0]");
    }

    private static Part.ToolResult result(String id) {
        return new Part.ToolResult(id, List.of(new Part.Text("r")), false, null);
    }

    private static String call(String id) {
        return "{'type':'tool_use','id':'" + id + "','name':'f','input':{}}";
    }

    private static String shownResult(String id) {
        return "{'type':'tool_result','tool_use_id':'" + id + "','content':[{'type':'text','text':'r'}]}";
    }

    private static Tool function(@Nullable CacheMark cache) {
        return new Tool.Function("f", null, null, null, cache, Map.of());
    }

    private static JsonNode json(String text) {
        return JsonTree.value(text.replace('\'', '"')).orElseThrow();
    }
}
