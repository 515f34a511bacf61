package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.responses.answer.PackedThinking;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationReaderTest {

    @Test
    void aRequestsSettingsAreRead() {
        Conversation conversation = read(
                "'input':'hi','stream':true,'max_output_tokens':9,'temperature':0.50,'top_p':1,"
                        + "'parallel_tool_calls':false,'user':'u','safety_identifier':'s','prompt_cache_key':'k',"
                        + "'reasoning':{'effort':'low','summary':'auto','context':null},'cache_control':{'type':'ephemeral'}");
        assertThat(conversation.model()).isEqualTo("m");
        assertThat(conversation.stream()).isTrue();
        assertThat(conversation.sampling().maxOutputTokens()).isEqualTo(9);
        assertThat(conversation.sampling().temperature()).isEqualTo(new BigDecimal("0.50"));
        assertThat(conversation.sampling().choices()).isEqualTo(1);
        assertThat(conversation.parallelToolCalls()).isFalse();
        assertThat(conversation.reasoning()).isEqualTo(new Reasoning(null, null, "low", true));
        assertThat(conversation.user()).isEqualTo("s");
        assertThat(conversation.cacheKey()).isEqualTo("k");
        assertThat(conversation.caching()).isEqualTo(CacheMark.DEFAULT);
        assertThat(conversation.extras()).isEmpty();
    }

    @Test
    void whatDoesNotChangeTheAnswerIsLeftOutAndTheUnknownRidesAlong() {
        Conversation conversation = read("'input':'hi','store':true,'metadata':{'a':'b'},'service_tier':'flex',"
                + "'truncation':'auto','include':['reasoning.encrypted_content'],'previous_response_id':null,"
                + "'client_metadata':{'x':'y'},'max_tool_calls':3,'none':null,'future':{'a':1}");
        assertThat(conversation.extras()).containsOnlyKeys("future");
        assertThat(conversation.reasoning()).isNull();
    }

    @Test
    void functionToolsAreReadWithWhatIsUnknownOfThem() {
        Conversation conversation = read("'input':'hi','tool_choice':{'type':'function','name':'f'},'tools':[{'type':"
                + "'function','name':'f','description':'d','parameters':{'type':'object'},'strict':true,"
                + "'defer_loading':true,'output_schema':null,'cache_control':{'type':'ephemeral','ttl':'1h'}}]");
        Tool.Function tool = (Tool.Function) conversation.tools().getFirst();
        assertThat(tool.name()).isEqualTo("f");
        assertThat(Objects.requireNonNull(tool.schema()).path("type").asText()).isEqualTo("object");
        assertThat(tool.strict()).isTrue();
        assertThat(tool.cache()).isEqualTo(CacheMark.ONE_HOUR);
        assertThat(tool.extras()).containsOnlyKeys("defer_loading");
        assertThat(conversation.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    }

    @Test
    void theAnswersFormatIsRead() {
        assertThat(read("'input':'hi','text':{'format':{'type':'text'},'verbosity':'medium'}")
                        .answerFormat())
                .isNull();
        assertThat(read("'input':'hi','text':{'format':{'type':'json_object'}}").answerFormat())
                .isEqualTo(new AnswerFormat.JsonObject());
        assertThat(read("'input':'hi','text':{'format':{'type':'json_schema','name':'n','schema':{},'strict':true}}")
                        .answerFormat())
                .isEqualTo(new AnswerFormat.JsonSchema("n", JsonTree.newObject(), true, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'input':'a','previous_response_id':'resp_1'                     | previous_response_id",
                "'input':'a','conversation':'conv_1'                             | conversation",
                "'input':'a','prompt':{'id':'p'}                                 | prompt",
                "'input':'a','background':true                                   | background",
                "'input':'a','include':['reasoning.encrypted_content','message.output_text.logprobs'] | include[1]",
                "'input':'a','top_logprobs':2                                    | top_logprobs",
                "'input':'a','truncation':'some'                                 | truncation",
                "'input':'a','text':{'verbosity':'low'}                          | text.verbosity",
                "'input':'a','text':{'format':{'type':'xml'}}                    | text.format.type",
                "'input':'a','text':{'format':{'type':'json_schema','name':'n'}} | text.format.schema",
                "'input':'a','reasoning':{'mode':'pro'}                          | reasoning.mode",
                "'input':'a','tools':[{'type':'function','name':'f'},{'type':'web_search'}] | tools[1].type",
                "'input':'a','tools':[{'type':'custom','name':'apply_patch'}]    | tools[0].type",
                "'input':'a','tools':[{'type':'function'}]                       | tools[0].name",
                "'input':'a','tool_choice':'maybe'                               | tool_choice",
                "'input':'a','tool_choice':{'type':'allowed_tools'}              | tool_choice.type",
                "'input':[{'type':'item_reference','id':'rs_1'}]                 | input[0].type",
                "'input':[{'role':'user','content':'a'},{'type':'web_search_call'}] | input[1].type",
                "'input':[{'content':'a'}]                                       | input[0].role",
                "'input':[{'role':'tool','content':'a'}]                         | input[0].role",
                "'input':[{'role':'user'}]                                       | input[0].content",
                "'input':[{'role':'user','content':'a','tools':[1]}]             | input[0].tools",
                "'input':[{'role':'user','content':[{'type':'input_text','text':'a','x':1}]}] | input[0].content[0].x",
                "'input':[{'role':'user','content':[{'type':'text','text':'a'}]}] | input[0].content[0].type",
                "'input':[{'role':'system','content':[{'type':'refusal','refusal':'a'}]}] | input[0].content",
                "'input':[{'type':'function_call','name':'f','call_id':'c','arguments':{}}] | input[0].arguments",
                "'input':[{'type':'function_call_output','call_id':'c','output':{}}] | input[0].output",
            })
    void whatCannotBePassedOnIsRefusedByTheNameOfItsField(String fields, String param) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(fields))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(param))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void everyRecordedRequestIsReadOrRefusedByTheNameOfAField() throws IOException {
        for (Path file : RecordedStreams.of("openai/responses", ".request.json")) {
            byte[] body = Files.readAllBytes(file);
            try {
                assertThat(ConversationReader.read(body).turns())
                        .as(file.toString())
                        .isNotEmpty();
            } catch (GatewayException refusal) {
                assertThat(refusal.param())
                        .as(file + ": " + refusal.message())
                        .matches("(tools|input|include)\\[\\d+](\\.(type|tools))?");
            }
        }
    }

    @Test
    void whatOneAnswerPackedIsThinkingAgainInTheNextRequest() {
        Conversation conversation = read("'input':[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'"
                + PackedThinking.pack(List.of(new Part.Thinking("t", "sig"), new Part.RedactedThinking("r")))
                + "'}]");
        assertThat(conversation.turns().getFirst().parts())
                .containsExactly(new Part.Thinking("t", "sig"), new Part.RedactedThinking("r"));
    }

    private static Conversation read(String fields) {
        String body = "{'model':'m'," + fields + "}";
        return ConversationReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
