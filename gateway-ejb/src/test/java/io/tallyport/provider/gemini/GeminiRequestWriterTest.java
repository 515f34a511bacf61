package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Part;
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestWriterTest {

    @Test
    void aPlainQuestionIsContentsAlone() {
        assertThat(Chat.asking("Hello").written(Chat.FLASH_25))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Hello'}]}]}"));
    }

    @Test
    void instructionsStandApartAndUnknownFieldsRideAlong() {
        Chat chat = Chat.asking("Hello");
        chat.system.add(new Part.Text("Be brief."));
        chat.system.add(new Part.Text(""));
        chat.system.add(new Part.Text("Be kind."));
        chat.extras.put("safetySettings", JsonTree.newObject());
        ObjectNode written = chat.written(Chat.FLASH_25);
        assertThat(written.get("systemInstruction"))
                .isEqualTo(json("{'parts':[{'text':'Be brief.'},{'text':'Be kind.'}]}"));
        assertThat(written.get("safetySettings")).isEqualTo(JsonTree.newObject());
        assertThat(written.properties()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contents", "generationConfig", "tool_config", "serviceTier"})
    void fieldsThatAreWrittenHereOrChangeThePriceDoNotRideAlong(String name) {
        Chat chat = Chat.asking("Hello");
        chat.extras.put(name, JsonTree.newObject());
        assertRefused(chat, name);
    }

    @Test
    void samplingIsWrittenInGeminisNames() {
        Chat chat = Chat.asking("Hello");
        chat.sampling = Chat.everySampling();
        assertThat(chat.written(Chat.FLASH_25).get("generationConfig").toString())
                .isEqualTo(text("{'maxOutputTokens':100,'temperature':1.5,'topP':0.9,'topK':40,'seed':7,"
                        + "'frequencyPenalty':0.5,'stopSequences':['a','b']}"));
    }

    @Test
    void whatGeminiCannotSampleIsRefusedByItsName() {
        assertRefused(sampling(Chat.sampling(List.of("1", "2", "3", "4", "5", "6"))), "stop");
        assertRefused(sampling(with(null, null, 2)), "n");
        assertRefused(sampling(with(JsonTree.newObject().put("50256", -100), null, 1)), "logit_bias");
        assertRefused(sampling(with(null, 3L, 1)), "logprobs");
    }

    @Test
    void aSchemaForTheAnswerIsPassedUnchanged() {
        Chat chat = Chat.asking("Hello");
        ObjectNode schema = json("{'type':'object','additionalProperties':false,'$defs':{}}");
        chat.format = new AnswerFormat.JsonSchema("city", schema, true, null);
        assertThat(chat.written(Chat.FLASH_25).get("generationConfig"))
                .isEqualTo(JsonTree.newObject()
                        .put("responseMimeType", "application/json")
                        .set("responseJsonSchema", schema));
        chat.format = new AnswerFormat.JsonObject();
        assertThat(chat.written(Chat.FLASH_25).get("generationConfig"))
                .isEqualTo(json("{'responseMimeType':'application/json'}"));
    }

    @Test
    void functionsKeepTheirSchemaAndTheirUnknownFields() {
        Chat chat = Chat.asking("Hello").function("now", "{\"type\":\"object\",\"properties\":{}}");
        chat.tools.add(new Tool.Function("later", null, null, true, null, Map.of("behavior", IntNode.valueOf(1))));
        assertThat(chat.written(Chat.FLASH_25).get("tools"))
                .isEqualTo(json("{'tools':[{'functionDeclarations':["
                                + "{'name':'now','description':'','parametersJsonSchema':{'type':'object','properties':{}}},"
                                + "{'behavior':1,'name':'later'}]}]}")
                        .get("tools"));
    }

    @Test
    void theChoiceOfToolsHasFourForms() {
        assertThat(config(new ToolChoice.Auto())).isEqualTo(text("{'mode':'AUTO'}"));
        assertThat(config(new ToolChoice.Any())).isEqualTo(text("{'mode':'ANY'}"));
        assertThat(config(new ToolChoice.None())).isEqualTo(text("{'mode':'NONE'}"));
        assertThat(config(new ToolChoice.Named("now")))
                .isEqualTo(text("{'mode':'ANY','allowedFunctionNames':['now']}"));
        Chat withoutTools = Chat.asking("Hello");
        withoutTools.toolChoice = new ToolChoice.Auto();
        assertThat(withoutTools.written(Chat.FLASH_25).has("toolConfig")).isFalse();
    }

    @Test
    void parallelCallsCannotBeForbidden() {
        Chat chat = Chat.asking("Hello");
        chat.parallelToolCalls = false;
        assertThat(chat.written(Chat.FLASH_25).properties()).hasSize(1);
        assertRefused(chat.function("now", "{}"), "parallel_tool_calls");
        chat.toolChoice = new ToolChoice.Named("now");
        assertThat(chat.written(Chat.FLASH_25)
                        .at("/toolConfig/functionCallingConfig/allowedFunctionNames/0")
                        .asText())
                .isEqualTo("now");
    }

    @Test
    void toolsOfOtherProvidersAreRefused() {
        Chat chat = Chat.asking("Hello").function("now", "{}");
        chat.tools.add(new Tool.Foreign(WireFormat.MESSAGES, JsonTree.newObject()));
        assertRefused(chat, "tools[1]");
    }

    private static String config(ToolChoice choice) {
        Chat chat = Chat.asking("Hello").function("now", "{}");
        chat.toolChoice = choice;
        return chat.written(Chat.FLASH_25)
                .path("toolConfig")
                .path("functionCallingConfig")
                .toString();
    }

    private static Chat sampling(Sampling sampling) {
        Chat chat = Chat.asking("Hello");
        chat.sampling = sampling;
        return chat;
    }

    private static Sampling with(@Nullable ObjectNode logitBias, @Nullable Long topLogprobs, int choices) {
        return new Sampling(
                null, null, null, null, List.of(), null, null, null, logitBias, false, topLogprobs, choices);
    }

    private static void assertRefused(Chat chat, String field) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> chat.written(Chat.FLASH_25))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(field))
                .withMessageStartingWith(field);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonTree.value(text(text)).orElseThrow();
    }

    private static String text(String text) {
        return text.replace('\'', '"');
    }
}
