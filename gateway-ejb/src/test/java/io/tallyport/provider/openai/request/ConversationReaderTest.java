package io.tallyport.provider.openai.request;

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
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
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
import org.junit.jupiter.params.provider.ValueSource;

class ConversationReaderTest {
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

    @Test
    void theFieldsOfARequestAreRead() {
        Conversation read = read("{'model':'gpt-4o','stream':true,'stream_options':{'include_usage':true},'n':1,"
                + "'max_tokens':5,'max_completion_tokens':7,'temperature':0.70,'top_p':0.9,'top_k':40,'stop':['a','b'],"
                + "'seed':3,'frequency_penalty':0.5,'presence_penalty':-1,'logit_bias':{'50256':-100},'logprobs':false,"
                + "'user':'u','prompt_cache_key':'k','parallel_tool_calls':false,'store':true,'metadata':{'a':'b'},"
                + "'service_tier':'auto','prediction':{'type':'content','content':'x'},'verbosity':'medium',"
                + "'modalities':['text'],'audio':null,'cache_control':{'type':'ephemeral'}," + HI + "}");
        assertThat(read.model()).isEqualTo("gpt-4o");
        assertThat(read.stream()).isTrue();
        assertThat(read.parallelToolCalls()).isFalse();
        assertThat(read.user()).isEqualTo("u");
        assertThat(read.cacheKey()).isEqualTo("k");
        assertThat(read.caching()).isEqualTo(CacheMark.DEFAULT);
        assertThat(read.extras()).isEmpty();
        assertThat(read.sampling())
                .isEqualTo(new Sampling(
                        7L,
                        new BigDecimal("0.70"),
                        new BigDecimal("0.9"),
                        40L,
                        List.of("a", "b"),
                        3L,
                        new BigDecimal("0.5"),
                        new BigDecimal("-1"),
                        value("{'50256':-100}"),
                        false,
                        null,
                        1));
    }

    @Test
    void unknownFieldsRideAlongUnlessTheyAreNull() {
        assertThat(read("{'model':'m','enable_thinking':true,'old':null," + HI + "}")
                        .extras())
                .isEqualTo(Map.of("enable_thinking", value("true")));
    }

    @Test
    void instructionsAheadJoinTheSystemAndLaterOnesStayInPlace() {
        Conversation read = read("{'model':'m','messages':[{'role':'system','content':'a'},"
                + "{'role':'developer','content':[{'type':'text','text':'b'}]},{'role':'user','content':'Hi'},"
                + "{'role':'system','content':'c'}]}");
        assertThat(read.system()).containsExactly(new Part.Text("a"), new Part.Text("b"));
        assertThat(read.turns())
                .containsExactly(
                        new Turn(Role.USER, List.of(new Part.Text("Hi")), "messages[2]"),
                        new Turn(Role.SYSTEM, List.of(new Part.Text("c")), "messages[3]"));
    }

    @Test
    void everyKindOfContentIsRead() {
        Conversation read = read("{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'a'},"
                + "{'type':'image_url','image_url':{'url':'data:image/PNG;base64,AAAA','detail':'low'}},"
                + "{'type':'image_url','image_url':'https://a.example/b.png'},"
                + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,BBBB'}},"
                + "{'type':'file','file':{'file_data':'data:text/plain;charset=utf-8;base64,w6k='}},"
                + "{'type':'file','file':{'file_id':'file-1'}},"
                + "{'type':'input_audio','input_audio':{'data':'CCCC','format':'wav'}}]}]}");
        assertThat(read.turns().getFirst().parts())
                .containsExactly(
                        new Part.Text("a"),
                        new Part.Image(new Media.Inline("image/png", "AAAA"), "low", null),
                        new Part.Image(new Media.Link("https://a.example/b.png"), null, null),
                        new Part.Document(new Media.Inline("application/pdf", "BBBB"), "a.pdf", null, false, null),
                        new Part.Document(new Media.PlainText("é"), null, null, false, null),
                        new Part.Document(new Media.Stored("file-1"), null, null, false, null),
                        new Part.Audio("wav", "CCCC"));
    }

    @Test
    void anAssistantsMessageIsReadInTheOrderItWasThought() {
        Conversation read = read(
                "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
                        + "'content':[{'type':'text','text':'a'},{'type':'refusal','refusal':'b'}],'refusal':null,'audio':null,"
                        + "'annotations':[{'type':'url_citation'}],'parsed':{'a':1},'function_call':null,'reasoning_content':'t','thinking_blocks':["
                        + "{'index':0,'type':'thinking','thinking':'t','signature':'S'},{'type':'redacted_thinking','data':'D'}],"
                        + "'tool_calls':[{'index':0,'id':'c','type':'function','function':{'name':'f','arguments':'{}','parsed_arguments':{}}}]}]}");
        assertThat(read.turns().getLast().parts())
                .containsExactly(
                        new Part.Thinking("t", "S"),
                        new Part.RedactedThinking("D"),
                        new Part.Text("a"),
                        new Part.Refusal("b"),
                        new Part.ToolCall("c", "f", "{}", null));
    }

    @Test
    void reasoningAloneIsUnsignedThinking() {
        assertThat(read("{'model':'m','messages':[{'role':'assistant','content':null,'reasoning_content':'t'}]}")
                        .turns()
                        .getFirst()
                        .parts())
                .containsExactly(new Part.Thinking("t", null));
    }

    @Test
    void toolsAndTheirChoiceAreRead() {
        Conversation read = read("{'model':'m','tools':[{'type':'function','function':{'name':'f','description':'d',"
                + "'parameters':{'type':'object'},'strict':true,'examples':[1]},'cache_control':{'type':'ephemeral','ttl':'1h'},"
                + "'defer_loading':true},{'type':'custom','custom':{'name':'c'}}],"
                + "'tool_choice':{'type':'function','function':{'name':'f'}}," + HI + "}");
        assertThat(read.tools())
                .containsExactly(
                        new Tool.Function(
                                "f",
                                "d",
                                value("{'type':'object'}"),
                                true,
                                CacheMark.ONE_HOUR,
                                Map.of("examples", value("[1]"), "defer_loading", value("true"))),
                        new Tool.Foreign(
                                WireFormat.CHAT_COMPLETIONS, value("{'type':'custom','custom':{'name':'c'}}")));
        assertThat(read.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(read("{'model':'m','tool_choice':'required'," + HI + "}").toolChoice())
                .isEqualTo(new ToolChoice.Any());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'reasoning_effort':'high'                                                       |          |      | high |",
                "'thinking':{'type':'enabled','budget_tokens':2000}                              | ON       | 2000 |      |",
                "'thinking':{'type':'adaptive','display':'omitted'}                              | ADAPTIVE |      |      | false",
                "'thinking':{'type':'disabled'},'output_config':{'effort':'low'}                 | OFF      |      | low  |",
                "'reasoning_effort':'xhigh','output_config':{'effort':'low'}                     |          |      | xhigh |",
            })
    void reasoningIsReadInBothTongues(String fields, Mode mode, Long budget, String effort, Boolean shown) {
        assertThat(read("{'model':'m'," + fields + "," + HI + "}").reasoning())
                .isEqualTo(new Reasoning(mode, budget, effort, shown));
    }

    @Test
    void answerFormatsAreRead() {
        assertThat(read("{'model':'m','response_format':{'type':'text'}," + HI + "}")
                        .answerFormat())
                .isNull();
        assertThat(read("{'model':'m','response_format':{'type':'json_object'}," + HI + "}")
                        .answerFormat())
                .isEqualTo(new AnswerFormat.JsonObject());
        assertThat(read("{'model':'m','response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,"
                                + "'schema':{'type':'object'}}}," + HI + "}")
                        .answerFormat())
                .isEqualTo(new AnswerFormat.JsonSchema("n", value("{'type':'object'}"), true, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'n':2                                          | n",
                "'logprobs':true                                | logprobs",
                "'top_logprobs':3                               | top_logprobs",
                "'audio':{'voice':'alloy','format':'wav'}       | audio",
                "'modalities':['text','audio']                  | modalities",
                "'web_search_options':{}                        | web_search_options",
                "'functions':[{'name':'f'}]                     | functions",
                "'function_call':'auto'                         | function_call",
                "'verbosity':'low'                              | verbosity",
                "'tool_choice':{'type':'allowed_tools','allowed_tools':{}} | tool_choice.type",
                "'tool_choice':{'type':'custom','custom':{'name':'c'}}     | tool_choice.type",
                "'tool_choice':'any'                            | tool_choice",
                "'output_config':{'format':{'type':'json_schema'}}         | output_config.format",
                "'thinking':{'type':'between_tools'}            | thinking.type",
                "'reasoning_effort':'huge'                      | reasoning_effort",
                "'response_format':{'type':'grammar'}           | response_format.type",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | response_format.json_schema.schema",
                "'stop':['a',5]                                 | stop[1]",
                "'temperature':2.5                              | temperature",
                "'temperature':'hot'                            | temperature",
                "'max_completion_tokens':0                      | max_completion_tokens",
                "'seed':1.5                                     | seed",
                "'logit_bias':[1]                               | logit_bias",
                "'tools':{}                                     | tools",
                "'tools':[{'type':'function'}]                  | tools[0].function",
                "'tools':[{'type':'function','function':{'name':'f','parameters':[]}}] | tools[0].function.parameters",
                "'cache_control':{'type':'ephemeral','ttl':'2h'} | cache_control.ttl",
            })
    void whatCannotBeToldOrIsMalformedIsRefusedByName(String field, String path) {
        refused("{'model':'m'," + field + "," + HI + "}", path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'role':'user','content':'a','name':'Eve'}                                     | messages[0].name",
                "{'role':'user'}                                                                | messages[0].content",
                "{'role':'user','content':[]}                                                   | messages[0].content",
                "{'role':'user','content':['a']}                                                | messages[0].content[0]",
                "{'role':'user','content':[{'type':'text'}]}                                    | messages[0].content[0].text",
                "{'role':'user','content':[{'type':'video_url','video_url':{}}]}                | messages[0].content[0].type",
                "{'role':'user','content':[{'type':'text','text':'a','foo':1}]}                 | messages[0].content[0].foo",
                "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url'}]}    | messages[0].content[1].image_url",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'ftp://a'}}]} | messages[0].content[0].image_url.url",
                "{'role':'user','content':[{'type':'image_url','image_url':'data:,a'}]}         | messages[0].content[0].image_url",
                "{'role':'user','content':[{'type':'file','file':{}}]}                          | messages[0].content[0].file",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'AAAA'}}]}        | messages[0].content[0].file.file_data",
                "{'role':'system','content':[{'type':'image_url','image_url':{'url':'https://a'}}]} | messages[0].content[0].type",
                "{'role':'assistant','content':null}                                            | messages[0].content",
                "{'role':'assistant','content':'a','audio':{'id':'x'}}                          | messages[0].audio",
                "{'role':'assistant','content':'a','function_call':{'name':'f'}}                | messages[0].function_call",
                "{'role':'assistant','tool_calls':[{'id':'a','type':'custom','custom':{}}]}     | messages[0].tool_calls[0].type",
                "{'role':'assistant','tool_calls':[{'type':'function','function':{'name':'f'}}]} | messages[0].tool_calls[0].id",
                "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':{}}}]} | messages[0].tool_calls[0].function.arguments",
                "{'role':'assistant','thinking_blocks':[{'type':'thought'}]}                    | messages[0].thinking_blocks[0].type",
                "{'role':'tool','content':'a'}                                                  | messages[0].tool_call_id",
                "{'role':'function','name':'f','content':'a'}                                   | messages[0].role",
                "{'role':'critic','content':'a'}                                                | messages[0].role",
                "{'content':'a'}                                                                | messages[0].role",
            })
    void aMalformedMessageIsRefusedByItsPath(String message, String path) {
        refused("{'model':'m','messages':[" + message + "]}", path);
    }

    @Test
    void unknownFieldsOfMessagesThatSayNothingAreIgnored() {
        assertThat(read("{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'Hi','a':null,'b':[],"
                                + "'c':{},'prompt_cache_breakpoint':{'mode':'explicit'}}],'name':null,'x':{}}]}")
                        .turns())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'model':'m','messages':[]}", "{'model':'m'}", "{'messages':[{'role':'user'}]}", "[]", "x"})
    void whatIsNoRequestIsRefused(String body) {
        assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read(body));
    }

    private static void refused(String body, String path) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(body))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(path))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .satisfies(refusal -> assertThat(refusal.message()).contains(path));
    }

    static Conversation read(String body) {
        return ConversationReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode value(String text) {
        return JsonTree.value(text.replace('\'', '"')).orElseThrow();
    }
}
