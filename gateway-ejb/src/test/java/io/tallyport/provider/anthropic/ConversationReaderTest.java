package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationReaderTest {
    private static final String HI = "'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'}]";

    @Test
    void theWholeRequestIsRead() {
        Conversation conversation = read(HI
                + ",'stream':true,'system':'Be kind.','temperature':0.50,'top_p':1,'top_k':5,'stop_sequences':['x'],"
                + "'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true},"
                + "'thinking':{'type':'enabled','budget_tokens':2000,'display':'omitted'},"
                + "'output_config':{'effort':'max','format':{'type':'json_schema','schema':{'type':'object'}}},"
                + "'metadata':{'user_id':'u','other':1},'cache_control':{'type':'ephemeral','ttl':'1h'},'seed':7");
        assertThat(conversation.model()).isEqualTo("m");
        assertThat(conversation.stream()).isTrue();
        assertThat(conversation.system()).containsExactly(new Part.Text("Be kind."));
        assertThat(conversation.turns()).hasSize(1);
        assertThat(conversation.turns().getFirst().parts()).containsExactly(new Part.Text("Hi"));
        assertThat(conversation.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(conversation.parallelToolCalls()).isFalse();
        assertThat(conversation.sampling().maxOutputTokens()).isEqualTo(9);
        assertThat(conversation.sampling().temperature()).isEqualTo(new BigDecimal("0.50"));
        assertThat(conversation.sampling().topP()).isEqualTo(BigDecimal.ONE);
        assertThat(conversation.sampling().topK()).isEqualTo(5);
        assertThat(conversation.sampling().stop()).containsExactly("x");
        assertThat(conversation.reasoning()).isEqualTo(new Reasoning(Mode.ON, 2000L, "max", false));
        assertThat(conversation.answerFormat()).isInstanceOf(AnswerFormat.JsonSchema.class);
        assertThat(conversation.user()).isEqualTo("u");
        assertThat(conversation.caching()).isEqualTo(CacheMark.ONE_HOUR);
        assertThat(conversation.extras()).containsOnlyKeys("seed");
    }

    @Test
    void contentBlocksBecomeParts() {
        assertThat(parts(
                        "user",
                        "{'type':'text','text':'x','cache_control':{'type':'ephemeral'}},"
                                + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AA'}},"
                                + "{'type':'image','source':{'type':'url','url':'u'},'cache_control':{'type':'ephemeral','ttl':'5m'}},"
                                + "{'type':'document','source':{'type':'file','file_id':'file_1'},'title':'t','context':'c','citations':{'enabled':true}},"
                                + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'d'}},"
                                + "{'type':'document','source':{'type':'content','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}},"
                                + "{'type':'search_result','source':'s','title':'t','content':[]}"))
                .containsExactly(
                        new Part.Text("x", null, CacheMark.DEFAULT),
                        new Part.Image(new Media.Inline("image/png", "AA"), null, null),
                        new Part.Image(new Media.Link("u"), null, CacheMark.FIVE_MINUTES),
                        new Part.Document(new Media.Stored("file_1"), "t", "c", true, null),
                        new Part.Document(new Media.PlainText("d"), null, null, false, null),
                        new Part.Document(new Media.PlainText("a\nb"), null, null, false, null),
                        new Part.Foreign(
                                WireFormat.MESSAGES,
                                json("{'type':'search_result','source':'s','title':'t','content':[]}")));
    }

    @Test
    void anAssistantsBlocksBecomeParts() {
        assertThat(parts(
                        "assistant",
                        "{'type':'thinking','thinking':'hm','signature':'S'},{'type':'thinking','thinking':'hm','signature':''},"
                                + "{'type':'redacted_thinking','data':'R'},"
                                + "{'type':'text','text':'x','citations':[{'url':'u'}]},{'type':'text','text':'y','citations':null},"
                                + "{'type':'tool_use','id':'t','name':'f','input':{'a':1.0},'caller':{'type':'direct'}},"
                                + "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"))
                .containsExactly(
                        new Part.Thinking("hm", "S"),
                        new Part.Thinking("hm", null),
                        new Part.RedactedThinking("R"),
                        new Part.Text("x", json("[{'url':'u'}]"), null),
                        new Part.Text("y"),
                        new Part.ToolCall("t", "f", "{\"a\":1.0}", null),
                        new Part.Foreign(
                                WireFormat.MESSAGES,
                                json("{'type':'server_tool_use','id':'s','name':'web_search','input':{}}")));
    }

    @Test
    void resultsOfToolsComeFirst() {
        assertThat(
                        parts(
                                "user",
                                "{'type':'text','text':'x'},{'type':'tool_result','tool_use_id':'a','content':'1','is_error':true},"
                                        + "{'type':'tool_result','tool_use_id':'b','content':[{'type':'text','text':'2'}]},{'type':'tool_result','tool_use_id':'c'}"))
                .containsExactly(
                        new Part.ToolResult("a", List.of(new Part.Text("1")), true, null),
                        new Part.ToolResult("b", List.of(new Part.Text("2")), false, null),
                        new Part.ToolResult("c", List.of(), false, null),
                        new Part.Text("x"));
    }

    @Test
    void systemMessagesAheadJoinTheSystemPromptAndLaterOnesStay() {
        Conversation conversation = read(
                "'model':'m','max_tokens':9,'system':[{'type':'text','text':'1'}],'messages':["
                        + "{'role':'system','content':'2'},{'role':'user','content':'Hi'},{'role':'system','content':[{'type':'text','text':'3'}]}]");
        assertThat(conversation.system()).extracting(Part.Text::text).containsExactly("1", "2");
        assertThat(conversation.turns()).extracting(turn -> turn.role()).containsExactly(Role.USER, Role.SYSTEM);
        assertThat(conversation.turns().getLast().path()).isEqualTo("messages.2");
    }

    @Test
    void toolsAreReadWithWhatNobodyKnows() {
        Conversation conversation = read(HI
                + ",'tools':[{'type':'custom','name':'f','description':'d','input_schema':{'type':'object'},'strict':true,'new':1,"
                + "'eager_input_streaming':true,'defer_loading':false,'allowed_callers':['direct'],'input_examples':[],"
                + "'cache_control':{'type':'ephemeral'}},{'type':'web_search_20250305','name':'web_search'}]");
        assertThat(conversation.tools())
                .containsExactly(
                        new Tool.Function(
                                "f", "d", json("{'type':'object'}"), true, CacheMark.DEFAULT, Map.of("new", json("1"))),
                        new Tool.Foreign(
                                WireFormat.MESSAGES, json("{'type':'web_search_20250305','name':'web_search'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | Auto[]",
                "any | Any[]",
                "none | None[]",
            })
    void toolChoicesAreRead(String type, String choice) {
        assertThat(read(HI + ",'tool_choice':{'type':'" + type + "'}").toolChoice())
                .hasToString(choice);
    }

    @Test
    void whatDoesNotChangeTheAnswerIsAccepted() {
        assertThat(read(HI
                                + ",'service_tier':'auto','context_management':{'edits':[]},'diagnostics':{},'speed':'standard',"
                                + "'mcp_servers':[],'container':null,'system':null,'tools':null,'thinking':null,'metadata':null,"
                                + "'stop_sequences':null,'tool_choice':null,'output_config':{'effort':null,'format':null}")
                        .extras())
                .isEmpty();
    }

    @Test
    void theOlderPlaceOfASchemaIsKnown() {
        assertThat(read(HI + ",'output_format':{'type':'json_schema','schema':{}}")
                        .answerFormat())
                .isEqualTo(new AnswerFormat.JsonSchema("answer", json("{}"), true, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'mcp_servers':[{}]                                  | mcp_servers",
                "'container':'c'                                     | container",
                "'inference_geo':'us'                                | inference_geo",
                "'speed':'fast'                                      | speed",
                "'thread':{'id':'t'}                                 | thread",
                "'system':5                                          | system",
                "'system':[{'type':'image'}]                         | system.0.source",
                "'system':[{'type':'redacted_thinking','data':''}]   | system.0",
                "'system':['x']                                      | system.0",
                "'temperature':'1'                                   | temperature",
                "'top_k':0.5                                         | top_k",
                "'stop_sequences':'x'                                | stop_sequences",
                "'stop_sequences':[1]                                | stop_sequences.0",
                "'tools':{}                                          | tools",
                "'tools':[{'name':'f'}]                              | tools.0.input_schema",
                "'tools':[{'name':'f','input_schema':[]}]            | tools.0.input_schema",
                "'tools':[{'input_schema':{}}]                       | tools.0.name",
                "'tools':[{'name':'f','input_schema':{},'strict':1}] | tools.0.strict",
                "'tools':[{'name':'f','input_schema':{},'defer_loading':true}] | tools.0.defer_loading",
                "'tools':[{'name':'f','input_schema':{},'allowed_callers':['code_execution_20250825']}] | tools.0.allowed_callers",
                "'tools':[{'name':'f','input_schema':{},'input_examples':[{}]}] | tools.0.input_examples",
                "'tools':[{'name':'f','input_schema':{},'cache_control':{'type':'x'}}] | tools.0.cache_control.type",
                "'tool_choice':'auto'                                | tool_choice",
                "'tool_choice':{'type':'tool'}                       | tool_choice.name",
                "'tool_choice':{'type':'some'}                       | tool_choice.type",
                "'thinking':{'type':'enabled'}                       | thinking.budget_tokens",
                "'thinking':{'type':'between_tools'}                 | thinking.type",
                "'thinking':{'type':'adaptive','display':'x'}        | thinking.display",
                "'output_config':{'effort':'huge'}                   | output_config.effort",
                "'output_config':{'task_budget':{'total':1}}         | output_config.task_budget",
                "'output_config':{'format':{'type':'x'}}             | output_config.format.type",
                "'output_config':{'format':{'type':'json_schema'}}   | output_config.format.schema",
                "'cache_control':{'type':'ephemeral','ttl':'2h'}     | cache_control.ttl",
                "'metadata':{'user_id':1}                            | metadata.user_id",
            })
    void aFieldAtFaultIsNamed(String fields, String path) {
        refused("{" + HI + "," + fields + "}", path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user'}                                                      | messages.0.content",
                "{'role':'user','content':5}                                          | messages.0.content",
                "{'role':'user','content':{}}                                         | messages.0.content",
                "{'role':'user','content':null}                                       | messages.0.content",
                "{'role':'user','content':[5]}                                        | messages.0.content.0",
                "{'role':'user','content':[{}]}                                       | messages.0.content.0.type",
                "{'role':'user','content':[{'type':'text'}]}                          | messages.0.content.0.text",
                "{'role':'user','content':[{'type':'text','text':'x','foo':1}]}       | messages.0.content.0.foo",
                "{'role':'user','content':'x','name':'y'}                             | messages.0.name",
                "{'role':'tool','content':'x'}                                        | messages.0.role",
                "{'content':'x'}                                                      | messages.0.role",
                "'Invalid content'                                                    | messages.0",
                "{'role':'user','content':[{'type':'tool_use','id':'t','name':'f','input':{}}]} | messages.0.content.0",
                "{'role':'assistant','content':[{'type':'tool_result','tool_use_id':'t'}]}      | messages.0.content.0",
                "{'role':'system','content':[{'type':'search_result'}]}               | messages.0.content.0",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'f','input':'{}'}]} | messages.0.content.0.input",
                "{'role':'assistant','content':[{'type':'tool_use','name':'f','input':{}}]}            | messages.0.content.0.id",
                "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'f','input':{},'caller':{'type':'code_execution_20260120'}}]} | messages.0.content.0.caller",
                "{'role':'user','content':[{'type':'image','source':{'type':'text','data':'x'}}]}      | messages.0.content.0.source.type",
                "{'role':'user','content':[{'type':'image','source':'x'}]}            | messages.0.content.0.source",
                "{'role':'user','content':[{'type':'document','source':{'type':'x'}}]} | messages.0.content.0.source.type",
                "{'role':'user','content':[{'type':'document','source':{'type':'content','content':[{'type':'image','source':{'type':'url','url':'u'}}]}}]} | messages.0.content.0.source.content.0",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'tool_result','tool_use_id':'u'}]}]} | messages.0.content.0.content.0",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','is_error':'no'}]} | messages.0.content.0.is_error",
            })
    void aMessageAtFaultIsNamed(String message, String path) {
        refused("{'model':'m','max_tokens':9,'messages':[" + message + "]}", path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'m','max_tokens':9}               | messages",
                "{'model':'m','max_tokens':9,'messages':[]} | messages",
                "{'model':5,'messages':[{'role':'user','content':'x'}]} | model",
                "[]                                         | body",
                "{                                          | body",
            })
    void aBodyAtFaultIsNamed(String body, String path) {
        refused(body, path);
    }

    @Test
    void aRefusalSpeaksAsAnthropicDoes() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> parts("user", "{'type':'text','text':'x'},{'type':'text','text':1}"))
                .withMessage("messages.0.content.1.text: Input should be a valid string");
    }

    private static void refused(String body, String path) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> new AnthropicSurface().conversation(bytes(body)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400))
                .satisfies(e -> assertThat(e.param()).isEqualTo(path));
    }

    private static List<Part> parts(String role, String blocks) {
        return read("'model':'m','max_tokens':9,'messages':[{'role':'" + role + "','content':[" + blocks + "]}]")
                .turns()
                .getFirst()
                .parts();
    }

    private static Conversation read(String fields) {
        return new AnthropicSurface().conversation(bytes("{" + fields + "}"));
    }

    private static JsonNode json(String text) {
        return JsonTree.value(text.replace('\'', '"')).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
