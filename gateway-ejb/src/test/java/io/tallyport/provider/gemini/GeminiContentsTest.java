package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiContentsTest {

    @Test
    void turnsOfOneRoleBecomeOneContentAndEmptyOnesNone() {
        Chat chat = Chat.asking("One")
                .user(new Part.Text("Two"), new Part.Text(""))
                .assistant(new Part.Thinking("Hm.", "signature"), new Part.RedactedThinking("data"))
                .user(new Part.Text("Three"))
                .assistant(new Part.Refusal("No."));
        assertThat(contents(chat, Chat.FLASH_25)).isEqualTo(json("""
                [{"role":"user","parts":[{"text":"One"},{"text":"Two"}]},
                 {"role":"user","parts":[{"text":"Three"}]},
                 {"role":"model","parts":[{"text":"No."}]}]"""));
    }

    @Test
    void mediaIsWrittenInlineOrByItsAddress() {
        Chat chat = new Chat()
                .user(
                        new Part.Image(new Media.Inline("image/png", "AAAA"), "high", null),
                        new Part.Image(new Media.Inline("image/jpg", "CCCC"), null, null),
                        new Part.Image(new Media.Link("https://example.com/a.b/cat.WEBP?size=1.gif#x"), null, null),
                        new Part.Image(new Media.Link("https://example.com/cat"), null, null),
                        new Part.Document(new Media.Link("https://example.com/paper"), "Paper", "By cats", false, null),
                        new Part.Document(new Media.PlainText("Once."), null, null, false, null),
                        new Part.Audio("wav", "BBBB"));
        assertThat(contents(chat, Chat.FLASH_25)).isEqualTo(json("""
                [{"role":"user","parts":[
                  {"inlineData":{"mimeType":"image/png","data":"AAAA"}},
                  {"inlineData":{"mimeType":"image/jpeg","data":"CCCC"}},
                  {"fileData":{"mimeType":"image/webp","fileUri":"https://example.com/a.b/cat.WEBP?size=1.gif#x"}},
                  {"fileData":{"mimeType":"image/jpeg","fileUri":"https://example.com/cat"}},
                  {"text":"By cats"},
                  {"fileData":{"mimeType":"application/pdf","fileUri":"https://example.com/paper"}},
                  {"text":"Once."},
                  {"inlineData":{"mimeType":"audio/wav","data":"BBBB"}}]}]"""));
    }

    @Test
    void aResultNamesItsFunctionAndStandsApartFromWhatIsSaid() {
        Chat chat = Chat.asking("Weather?")
                .assistant(Chat.call("toolu_1", "weather", "{\"at\":\"Paris\"}"), Chat.call("toolu_2", "now", ""))
                .user(Chat.result(
                        "toolu_1",
                        new Part.Text("Rain"),
                        new Part.Image(new Media.Inline("image/png", "AAAA"), null, null)))
                .user(Chat.result("toolu_2", new Part.Text("{\"hour\":12}")), new Part.Text("Go on."));
        assertThat(contents(chat, Chat.FLASH_25)).isEqualTo(json("""
                [{"role":"user","parts":[{"text":"Weather?"}]},
                 {"role":"model","parts":[
                   {"functionCall":{"id":"toolu_1","name":"weather","args":{"at":"Paris"}}},
                   {"functionCall":{"id":"toolu_2","name":"now","args":{}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"toolu_1","name":"weather","response":{"result":"Rain"}}},
                   {"functionResponse":{"id":"toolu_2","name":"now","response":{"hour":12}}}]},
                 {"role":"user","parts":[
                   {"inlineData":{"mimeType":"image/png","data":"AAAA"}},
                   {"text":"Go on."}]}]"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | {'a':1}       | {'a':1}",
                "false | {'a':1} more  | {'result':'{~a~:1} more'}",
                "false | [1]           | {'result':'[1]'}",
                "false | ''            | {'result':''}",
                "false | {'$ref':'#x'} | {'result':'{~$ref~:~#x~}'}",
                "true  | Out of range  | {'error':'Out of range'}",
                "true  | {'a':1}       | {'error':{'a':1}}",
            })
    void aResultIsAnObject(boolean failed, String text, String response) {
        String said = text.equals("''") ? "" : text.replace('\'', '"');
        Part.ToolResult result = new Part.ToolResult("1", List.of(new Part.Text(said)), failed, null);
        assertThat(GeminiResult.of(result, "messages[2]").response().toString())
                .isEqualTo(response.replace('\'', '"').replace("~", "\\\""));
    }

    @Test
    void textsOfAResultAreJoined() {
        Part.ToolResult result = Chat.result(
                "1",
                new Part.Text("One"),
                new Part.Document(new Media.PlainText("Two"), null, null, false, null),
                new Part.Text("Three"));
        assertThat(GeminiResult.of(result, "messages[2]").response().toString())
                .isEqualTo("{\"result\":\"One\\nTwo\\nThree\"}");
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":', '{\"INVALID_JSON\":\"{\\\"a\\\":\"}'", "'[1]', '{\"INVALID_JSON\":\"[1]\"}'", "' ', '{}'"})
    void argumentsThatAreNoObjectAreWrapped(String arguments, String written) {
        Chat chat = new Chat().assistant(Chat.call("1", "f", arguments));
        assertThat(part(chat, Chat.FLASH_25, 0)
                        .path("functionCall")
                        .path("args")
                        .toString())
                .isEqualTo(written);
    }

    @Test
    void aSignatureInAnIdIsTakenOutOfCallAndResult() {
        String id = new SignedCallId("call_1", "CiQ+EU0y/w==").text();
        Chat chat = new Chat()
                .assistant(Chat.call(id, "f", "{}"), Chat.call("call_2", "f", "{}"))
                .user(Chat.result(id), Chat.result("call_2"));
        for (Model model : List.of(Chat.FLASH_25, Chat.FLASH_3)) {
            assertThat(contents(chat, model)).isEqualTo(json("""
                    [{"role":"model","parts":[
                       {"functionCall":{"id":"call_1","name":"f","args":{}},"thoughtSignature":"CiQ+EU0y/w=="},
                       {"functionCall":{"id":"call_2","name":"f","args":{}}}]},
                     {"role":"user","parts":[
                       {"functionResponse":{"id":"call_1","name":"f","response":{"result":""}}},
                       {"functionResponse":{"id":"call_2","name":"f","response":{"result":""}}}]}]"""));
        }
    }

    @Test
    void eachStepsFirstCallWithoutASignatureIsExcusedWhereOneIsDemanded() {
        Chat chat = Chat.asking("Go")
                .assistant(Chat.call("1", "f", "{}"), Chat.call("2", "f", "{}"))
                .user(Chat.result("1"), Chat.result("2"))
                .assistant(new Part.Text("And"), Chat.call("3", "f", "{}"))
                .user(Chat.result("3"));
        assertThat(contents(chat, Chat.FLASH_3).findValuesAsText("thoughtSignature"))
                .containsExactly("skip_thought_signature_validator", "skip_thought_signature_validator");
        assertThat(part(chat, Chat.FLASH_3, 1).has("thoughtSignature")).isTrue();
        assertThat(contents(chat, Chat.FLASH_25).findValues("thoughtSignature")).isEmpty();
        assertThat(contents(chat, Chat.FLASH_20).findValues("thoughtSignature")).isEmpty();
    }

    @Test
    void whatGeminiCannotReadIsRefusedByItsMessage() {
        Part.Image stored = new Part.Image(new Media.Stored("file-1"), null, null);
        assertRefused(Chat.asking("Hi").user(Chat.result("toolu_9", new Part.Text("x"))));
        assertRefused(Chat.asking("Hi").turn(Role.SYSTEM, new Part.Text("Be brief.")));
        assertRefused(Chat.asking("Hi").user(new Part.Foreign(WireFormat.MESSAGES, JsonTree.newObject())));
        assertRefused(Chat.asking("Hi").user(stored));
        assertRefused(Chat.asking("Hi").user(new Part.Document(new Media.PlainText("x"), null, null, true, null)));
        assertRefused(new Chat()
                .assistant(Chat.call("1", "f", "{}"))
                .user(Chat.result("1", new Part.Foreign(WireFormat.MESSAGES, JsonTree.newObject()))));
    }

    private static void assertRefused(Chat chat) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> chat.written(Chat.FLASH_3))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("messages[1]"));
    }

    private static JsonNode contents(Chat chat, Model model) {
        return chat.written(model).get("contents");
    }

    private static JsonNode part(Chat chat, Model model, int content) {
        return contents(chat, model).path(content).path("parts").path(0);
    }

    private static JsonNode json(String text) {
        return JsonTree.value(text).orElseThrow();
    }
}
