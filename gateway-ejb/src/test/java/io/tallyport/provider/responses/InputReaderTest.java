package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
    private static final String USER = "{'role':'user','content':'hi'}";
    private static final String CALL =
            "{'type':'function_call','id':'fc_1','call_id':'c1','name':'f','arguments':'{}'," + "'status':'completed'}";
    private static final String SECOND_CALL = CALL.replace("c1", "c2");
    private static final String OUTPUT = "{'type':'function_call_output','call_id':'c1','output':'one'}";
    private static final String SECOND_OUTPUT = "{'type':'function_call_output','call_id':'c2','output':"
            + "[{'type':'input_text','text':'two'},{'type':'input_image','image_url':'data:image/png;base64,QUJD'}]}";

    @Test
    void aStringIsWhatTheUserSays() {
        assertThat(input("'input':'hi'").turns())
                .containsExactly(new Turn(Role.USER, List.of(new Part.Text("hi")), "input"));
    }

    @Test
    void instructionsAheadOfTheFirstTurnJoinAndLaterOnesStayInPlace() {
        InputReader input = input("'instructions':'one','input':[{'role':'system','content':'two'},{'type':'message',"
                + "'role':'developer','content':[{'type':'input_text','text':'three'}]}," + USER
                + ",{'role':'developer','content':'four'}]");
        assertThat(input.system()).extracting(Part.Text::text).containsExactly("one", "two", "three");
        assertThat(input.turns()).extracting(Turn::role).containsExactly(Role.USER, Role.SYSTEM);
        assertThat(input.turns()).extracting(Turn::path).containsExactly("input[2]", "input[3]");
    }

    @Test
    void whatTheModelDidInARowIsOneTurnAndResultsWithTheMessageBehindThemAreOne() {
        InputReader input = input("'input':[" + USER
                + ",{'type':'message','id':'msg_1','status':'completed','role':'assistant','phase':'commentary',"
                + "'content':[{'type':'output_text','text':'let me','annotations':[{'x':1}],'logprobs':[]}]},"
                + CALL + "," + SECOND_CALL + "," + SECOND_OUTPUT + "," + OUTPUT + "," + USER + "," + USER + "]");
        assertThat(input.turns())
                .containsExactly(
                        new Turn(Role.USER, List.of(new Part.Text("hi")), "input[0]"),
                        new Turn(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Text("let me"),
                                        new Part.ToolCall("c1", "f", "{}", null),
                                        new Part.ToolCall("c2", "f", "{}", null)),
                                "input[1]"),
                        new Turn(
                                Role.USER,
                                List.of(
                                        new Part.ToolResult(
                                                "c2",
                                                List.of(
                                                        new Part.Text("two"),
                                                        new Part.Image(
                                                                new Media.Inline("image/png", "QUJD"), null, null)),
                                                false,
                                                null),
                                        new Part.ToolResult("c1", List.of(new Part.Text("one")), false, null),
                                        new Part.Text("hi")),
                                "input[4]"),
                        new Turn(Role.USER, List.of(new Part.Text("hi")), "input[7]"));
    }

    @Test
    void aResultBehindAMessageStillStandsFirst() {
        InputReader input = input("'input':[" + CALL + "," + USER + "," + OUTPUT + "]");
        assertThat(input.turns().get(1).parts())
                .containsExactly(
                        new Part.ToolResult("c1", List.of(new Part.Text("one")), false, null), new Part.Text("hi"));
    }

    @Test
    void emptyWordsOfTheModelAreLeftOut() {
        InputReader input = input("'input':[{'role':'assistant','content':''}," + CALL + "]");
        assertThat(input.turns().getFirst().parts()).containsExactly(new Part.ToolCall("c1", "f", "{}", null));
    }

    @Test
    void foreignThinkingIsLeftOutAndPlainThinkingIsKeptUnsigned() {
        InputReader input =
                input("'input':[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'gAAAAAB_-'},"
                        + "{'type':'reasoning','id':'rs_2','summary':[{'type':'summary_text','text':'a'},{'type':'summary_text',"
                        + "'text':'b'}],'content':[],'encrypted_content':null},{'type':'reasoning','summary':[]},"
                        + USER + "]");
        assertThat(input.turns().getFirst().parts()).containsExactly(new Part.Thinking("a\n\nb", null));
        assertThat(input.turns()).hasSize(2);
    }

    @Test
    void aMessagesCacheMarkIsItsLastPartsUnlessThatHasItsOwn() {
        String parts = "'content':[{'type':'input_text','text':'a'},{'type':'input_text','text':'b'}]}";
        assertThat(input("'input':[{'role':'user','cache_control':{'type':'ephemeral','ttl':'1h'}," + parts + "]")
                        .turns()
                        .getFirst()
                        .parts())
                .containsExactly(new Part.Text("a"), new Part.Text("b", null, CacheMark.ONE_HOUR));
        assertThat(part("{'type':'input_text','text':'a','prompt_cache_breakpoint':{'mode':'explicit'}}"))
                .isEqualTo(new Part.Text("a", null, CacheMark.DEFAULT));
    }

    @Test
    void mediaAreReadByWhereTheirBytesAre() {
        assertThat(part("{'type':'input_image','image_url':'https://a/b.png','detail':'low'}"))
                .isEqualTo(new Part.Image(new Media.Link("https://a/b.png"), "low", null));
        assertThat(part("{'type':'input_image','file_id':'file-1','detail':'auto'}"))
                .isEqualTo(new Part.Image(new Media.Stored("file-1"), "auto", null));
        assertThat(part("{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,QUJD'}"))
                .isEqualTo(new Part.Document(new Media.Inline("application/pdf", "QUJD"), "a.pdf", null, false, null));
        assertThat(part("{'type':'input_file','file_data':'data:text/plain;charset=utf-8;base64,w6k='}"))
                .isEqualTo(new Part.Document(new Media.PlainText("é"), null, null, false, null));
        assertThat(part("{'type':'input_file','file_url':'https://a/b.pdf'}"))
                .isEqualTo(new Part.Document(new Media.Link("https://a/b.pdf"), null, null, false, null));
        assertThat(part("{'type':'input_file','file_id':'file-1'}"))
                .isEqualTo(new Part.Document(new Media.Stored("file-1"), null, null, false, null));
        assertThat(part("{'type':'input_audio','input_audio':{'format':'wav','data':'QUJD'}}"))
                .isEqualTo(new Part.Audio("wav", "QUJD"));
        assertThat(part("{'type':'refusal','refusal':'no'}")).isEqualTo(new Part.Refusal("no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'input_file','file_data':'JVBERi0='}",
                "{'type':'input_file','file_data':'data:text/plain,abc'}",
                "{'type':'input_file','file_data':'data:text/plain;base64,%%%'}",
            })
    void fileDataMustBeADataUrlWithBase64(String part) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> part(part))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("input[0].content[0].file_data"));
    }

    private static Part part(String part) {
        return input("'input':[{'role':'user','content':[" + part + "]}]")
                .turns()
                .getFirst()
                .parts()
                .getFirst();
    }

    private static InputReader input(String fields) {
        byte[] body = ("{" + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return InputReader.read(Fields.of(JsonTree.request(body), ""));
    }
}
