package io.tallyport.provider.openai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.catalog.Capability;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationWriterTest {
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";
    private static final Part.Image IMAGE = new Part.Image(new Media.Inline("image/png", "AAAA"), null, null);

    @Test
    void openAiGetsItsOwnNamesOfFields() {
        assertThat(written(
                        "{'model':'m','stream':true,'max_tokens':5,'user':'u','prompt_cache_key':'k','seed':1,"
                                + "'stop':'a','temperature':0.70,'x':1," + HI + "}",
                        Targets.GPT_4O))
                .isEqualTo(json("{'model':'m'," + HI + ",'max_completion_tokens':5,'temperature':0.70,'stop':['a'],"
                        + "'seed':1,'safety_identifier':'u','prompt_cache_key':'k','stream':true,"
                        + "'stream_options':{'include_usage':true},'x':1}"));
    }

    @Test
    void otherVendorsGetTheirs() {
        String request = "{'model':'m','stream':true,'max_tokens':5,'user':'u','prompt_cache_key':'k','seed':1,"
                + "'top_k':4," + HI + "}";
        assertThat(written(request, Targets.DEEPSEEK))
                .isEqualTo(json("{'model':'m'," + HI + ",'max_tokens':5,'top_k':4,'seed':1,'user':'u','stream':true,"
                        + "'stream_options':{'include_usage':true}}"));
        assertThat(written(request, Targets.MISTRAL))
                .isEqualTo(json("{'model':'m'," + HI + ",'max_tokens':5,'top_k':4,'random_seed':1,'stream':true}"));
    }

    @Test
    void aCallerWhoNamedNoLimitSetsNone() {
        assertThat(written("{'model':'m'," + HI + "}", Targets.GPT_4O)).isEqualTo(json("{'model':'m'," + HI + "}"));
    }

    @Test
    void instructionsAreTheDevelopersWhereAModelOfOpenAisThinks() {
        String request = "{'model':'m','messages':[{'role':'system','content':'a'},{'role':'system','content':'b'},"
                + "{'role':'user','content':'Hi'},{'role':'system','content':'c'}]}";
        assertThat(written(request, Targets.GPT_5))
                .contains(
                        json("[{'role':'developer','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}"))
                .contains(json("{'role':'developer','content':'c'}]"));
        assertThat(written(request, Targets.XAI))
                .contains(json("[{'role':'system','content':'a\\n\\nb'}"))
                .contains(json("{'role':'system','content':'c'}]"));
    }

    @Test
    void resultsComeFirstOneMessageEachAndTheirImagesWithTheUsersWords() {
        Turn turn = new Turn(
                Role.USER,
                List.of(
                        new Part.ToolResult("a", List.of(new Part.Text("see"), IMAGE), false, null),
                        new Part.ToolResult("b", List.of(), true, CacheMark.DEFAULT),
                        new Part.Text("Well?")),
                "messages.1");
        assertThat(messages(Targets.GPT_4O, turn))
                .isEqualTo(json("[{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'see'},"
                        + "{'type':'text','text':'[attachment 1 of these tool results]'}]},"
                        + "{'role':'tool','tool_call_id':'b','content':''},"
                        + "{'role':'user','content':[{'type':'text','text':'[attachment 1 of these tool results]'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},"
                        + "{'type':'text','text':'Well?'}]}]"));
    }

    @Test
    void mistralWantsAnAssistantBetweenAResultAndItsUser() {
        Turn turn = new Turn(
                Role.USER,
                List.of(
                        new Part.ToolResult("abcDEF123", List.of(new Part.Text("r")), false, null),
                        new Part.Text("Well?")),
                "messages.1");
        assertThat(messages(Targets.MISTRAL, turn))
                .isEqualTo(json("[{'role':'tool','tool_call_id':'abcDEF123','content':'r'},"
                        + "{'role':'assistant','content':'OK.'},{'role':'user','content':'Well?'}]"));
    }

    @Test
    void anAssistantsThoughtsStayBehindButForVendorsWhoWantThemBack() {
        Turn turn = new Turn(
                Role.ASSISTANT,
                List.of(
                        new Part.Thinking("Hm", "S"),
                        new Part.RedactedThinking("D"),
                        new Part.Text(""),
                        new Part.ToolCall("a", "f", "", null)),
                "messages.1");
        String call = "'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]}]";
        assertThat(messages(Targets.GPT_4O, turn)).isEqualTo(json("[{'role':'assistant','content':null," + call));
        assertThat(messages(Targets.DEEPSEEK, turn))
                .isEqualTo(json("[{'role':'assistant','content':null,'reasoning_content':'Hm'," + call));
    }

    @Test
    void refusalsAndSilenceOfAnAssistantAreWritten() {
        assertThat(messages(
                        Targets.GPT_4O,
                        new Turn(Role.ASSISTANT, List.of(new Part.Refusal("No.")), "m"),
                        new Turn(Role.ASSISTANT, List.of(new Part.Thinking("Hm", "S")), "m")))
                .isEqualTo(json("[{'role':'assistant','content':null,'refusal':'No.'},"
                        + "{'role':'assistant','content':''}]"));
    }

    @Test
    void documentsAreFilesWithNamesThatOpenAiTakesOrText() {
        Part pdf = new Part.Document(new Media.Inline("application/pdf", "AAAA"), "Report", "of May", false, null);
        Part text = new Part.Document(new Media.PlainText("words"), "Title", null, false, null);
        Part stored = new Part.Document(new Media.Stored("file-1"), null, null, false, null);
        assertThat(messages(Targets.GPT_4O, new Turn(Role.USER, List.of(pdf, text, stored), "m")))
                .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'of May'},{'type':'file','file':"
                        + "{'filename':'Report.pdf','file_data':'data:application/pdf;base64,AAAA'}},"
                        + "{'type':'text','text':'Title\\n\\nwords'},{'type':'file','file':{'file_id':'file-1'}}]}]"));
    }

    @Test
    void citationsOfDocumentsAreRefused() {
        Part cited = new Part.Document(new Media.PlainText("words"), null, null, true, null);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> messages(Targets.GPT_4O, new Turn(Role.USER, List.of(cited), "messages.0")))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("messages.0"));
    }

    @Test
    void toolsGetTheSchemasThatVendorsInsistOn() {
        Tool bare = new Tool.Function("f", null, null, null, null, Map.of());
        Tool empty = new Tool.Function(
                "g", "d", JsonTree.newObject().put("type", "object"), true, CacheMark.DEFAULT, Map.of("x", value("1")));
        String g = "{'type':'function','function':{'name':'g','description':'d','parameters':"
                + "{'type':'object','properties':{}},'strict':true,'x':1}}]";
        assertThat(tools(Targets.GPT_4O, bare, empty))
                .isEqualTo(json("[{'type':'function','function':{'name':'f'}}," + g));
        assertThat(tools(Targets.XAI, bare, empty))
                .isEqualTo(json("[{'type':'function','function':{'name':'f','parameters':"
                        + "{'type':'object','properties':{}}}}," + g));
    }

    @Test
    void withoutToolsThereIsNothingToChoose() {
        assertThat(written("{'model':'m','tool_choice':'auto','parallel_tool_calls':true," + HI + "}", Targets.GPT_4O))
                .isEqualTo(json("{'model':'m'," + HI + "}"));
    }

    @Test
    void idsOfCallsAreMadeLegalAndStayTheSameForCallAndResult() {
        String signed = "call_0123456789abcdef_gs_AbC-_";
        String anthropic = "toolu_01A09q90qw90lq917835lq9";
        assertThat(Vendor.OPENAI.callId(signed)).isEqualTo("call_0123456789abcdef");
        assertThat(Vendor.OPENAI.callId(anthropic)).isEqualTo(anthropic);
        assertThat(Vendor.OPENAI.callId("call_x_gs_y")).isEqualTo("call_x_gs_y");
        assertThat(Vendor.OPENAI.callId("a".repeat(65)))
                .hasSize(45)
                .isEqualTo(Vendor.OPENAI.callId("a".repeat(65)))
                .isNotEqualTo(Vendor.OPENAI.callId("a".repeat(66)));
        assertThat(Vendor.MISTRAL.callId("abcDEF123")).isEqualTo("abcDEF123");
        assertThat(Vendor.MISTRAL.callId(anthropic)).matches("[0-9a-f]{9}");
    }

    @Test
    void anEndUsersIdOfMoreThan64CharactersIsShortened() {
        assertThat(written("{'model':'m','user':'" + "u".repeat(65) + "'," + HI + "}", Targets.GPT_4O))
                .containsPattern("\"safety_identifier\":\"[0-9a-f]{64}\"");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "gpt-5,   -, -, high, high",
                "gpt-5,   -, -, max, high",
                "gpt-5.4, -, -, max, xhigh",
                "gpt-5,   -, -, none, minimal",
                "gpt-5.4, -, -, none, none",
                "gpt-5,   ON, 2048, -, low",
                "gpt-5,   ON, 8192, -, medium",
                "gpt-5,   ON, 8193, -, high",
                "gpt-5,   ADAPTIVE, -, -, -",
                "gpt-5,   OFF, -, -, minimal",
                "gpt-5-mini, OFF, -, -, minimal",
                "gpt-5.1, OFF, -, high, none",
                "gpt-5.4-mini, OFF, -, -, none",
                "o3,      OFF, -, -, -",
                "grok-4.3, OFF, -, -, -",
                "grok-4.3, -, -, low, low",
            })
    void effortIsSaidInAWord(
            String model, @Nullable Mode mode, @Nullable Long budget, @Nullable String effort, @Nullable String word) {
        String provider = model.startsWith("grok") ? "xai" : "openai";
        Target thinks = Targets.thinker(provider, model, efforts(model));
        Reasoning reasoning = new Reasoning(mode, budget, effort, null);
        assertThat(EffortWord.of(reasoning, thinks.model()).orElse(null)).isEqualTo(word);
        assertThat(EffortWord.of(reasoning, Targets.of(provider, model).model()))
                .isEmpty();
    }

    /** As the price book has them. */
    private static String[] efforts(String model) {
        return switch (model) {
            case "gpt-5", "gpt-5-mini" -> new String[] {"minimal", "low", "medium", "high"};
            case "gpt-5.1" -> new String[] {"none", "low", "medium", "high"};
            case "gpt-5.4", "gpt-5.4-mini" -> new String[] {"none", "low", "medium", "high", "xhigh"};
            case "grok-4.3" -> new String[] {"low", "high"};
            default -> new String[] {"low", "medium", "high"};
        };
    }

    @Test
    void anAnswerFormatNeedsALegalName() {
        AnswerFormat format = new AnswerFormat.JsonSchema("not legal", JsonTree.newObject(), null, "d");
        assertThat(written(conversation(List.of(), List.of(), format, Map.of()), Targets.GPT_4O))
                .contains(json("'response_format':{'type':'json_schema','json_schema':{'name':'answer',"
                        + "'description':'d','schema':{}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'top_k':5                    | top_k",
                "'stop':['a','b','c','d','e'] | stop_sequences",
                "'tools':[{'type':'custom'}]  | tools[0]",
            })
    void whatOpenAiCannotSayIsRefusedByName(String field, String path) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> written("{'model':'m'," + field + "," + HI + "}", Targets.GPT_4O))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(path));
    }

    @ParameterizedTest
    @CsvSource({"n", "max_completion_tokens", "service_tier", "stream_options", "messages"})
    void extrasOfOtherSurfacesCannotChangePriceOrShape(String name) {
        Conversation smuggled = conversation(List.of(), List.of(), null, Map.of(name, value("2")));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> ConversationWriter.write(smuggled, Targets.GPT_4O))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(name));
    }

    @Test
    void whatHasNoCounterpartInATurnIsRefusedByItsPath() {
        for (Part part : List.of(
                new Part.Document(new Media.Link("https://a.example/a.pdf"), null, null, false, null),
                new Part.Document(new Media.Stored("file_011C"), null, null, false, null),
                new Part.Image(new Media.Stored("file_011C"), null, null),
                new Part.Foreign(WireFormat.MESSAGES, JsonTree.newObject()))) {
            for (Role role : List.of(Role.USER, Role.ASSISTANT)) {
                assertThatExceptionOfType(GatewayException.class)
                        .isThrownBy(() -> messages(Targets.GPT_4O, new Turn(role, List.of(part), "messages.3")))
                        .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("messages.3"));
            }
        }
    }

    private static String messages(Target target, Turn... turns) {
        return new MessageWriter(
                        Vendor.of(target.model().provider()), target.model().can(Capability.THINKING))
                .messages(with(List.of(turns), List.of()))
                .toString();
    }

    private static String tools(Target target, Tool... tools) {
        byte[] written = ConversationWriter.write(with(List.of(), List.of(tools)), target);
        return JsonTree.request(written).get("tools").toString();
    }

    private static Conversation with(List<Turn> turns, List<Tool> tools) {
        return conversation(turns, tools, null, Map.of());
    }

    private static Conversation conversation(
            List<Turn> turns, List<Tool> tools, @Nullable AnswerFormat format, Map<String, JsonNode> extras) {
        Sampling sampling = new Sampling(null, null, null, null, List.of(), null, null, null, null, false, null, 1);
        return new Conversation(
                "m", false, List.of(), turns, tools, null, null, sampling, null, format, null, null, null, extras);
    }

    private static String written(String request, Target target) {
        return written(ConversationReaderTest.read(request), target);
    }

    private static String written(Conversation conversation, Target target) {
        return new String(ConversationWriter.write(conversation, target), StandardCharsets.UTF_8);
    }

    private static JsonNode value(String text) {
        return JsonTree.value(text).orElseThrow();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
