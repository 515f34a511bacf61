package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatCompletionStreamCheckerTest {
    private static final String HEAD =
            "'id':'chatcmpl-12345678901234567890123456789','object':'chat.completion.chunk','created':1,'model':'m'";
    private static final String GOOD = json(chunk("{'role':'assistant','content':null}", "null")
            + chunk(
                    "{'tool_calls':[{'index':0,'id':'call_1','type':'function','function':{'name':'f','arguments':''}}]}",
                    "null")
            + chunk("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}", "null")
            + chunk("{}", "'tool_calls'")
            + "data: {" + HEAD
            + ",'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7}}\n\n"
            + "data: [DONE]\n\n");

    @Test
    void everyRecordedStreamPasses() throws IOException {
        for (Path file : RecordedStreams.of("openai/chat")) {
            String stream = Files.readString(file);
            // One source trimmed the end of its file.
            String whole = stream.endsWith("\n\n") ? stream : stream + "\n";
            assertThat(faults(whole)).as(file.toString()).isEmpty();
        }
    }

    @Test
    void aStreamLikeRealOnesPasses() {
        assertThat(faults(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "data: [DONE]                               | data: DONE                              | the last event is [DONE]",
                "'role':'assistant','content':null          | 'content':null                          | the role comes once, first",
                "'role':'assistant'                         | 'role':'user'                           | the role is assistant",
                "'index':0,'function':{'arguments'          | 'index':1,'function':{'arguments'       | a call's head has its id",
                "'index':0,'function':{'arguments'          | 'index':2,'function':{'arguments'       | calls count 0, 1, 2",
                "'index':0,'function':{'arguments'          | 'index':0,'id':'call_1','function':{'arguments' | only the head names a call",
                "'id':'call_1',                             | -                                       | a call's head has its id",
                "'type':'function',                         | -                                       | a call's head has its type",
                "'arguments':'{}'                           | 'arguments':'{'                         | arguments add up to an object",
                "'arguments':'{}'                           | 'arguments':{}                          | arguments are text",
                "'delta':{},'finish_reason':'tool_calls'    | 'delta':{'content':''},'finish_reason':'tool_calls' | the finish has an empty delta",
                "'finish_reason':'tool_calls'               | 'finish_reason':'length'                | calls are the reason where there are any",
                "'finish_reason':'tool_calls'               | 'finish_reason':'end_turn'              | the finish_reason is known",
                "'finish_reason':'tool_calls'               | 'finish_reason':null                    | every choice has a finish_reason",
                "'choices':[],'usage'                       | 'choices':[],'use'                      | a chunk without choices has the usage that was asked for",
                "'total_tokens':7                           | 'total_tokens':8                        | total_tokens is the sum",
                "'created':1,'model':'m','choices':[],      | 'created':2,'model':'m','choices':[],   | all chunks share created",
                "chat.completion.chunk                      | chat.completion                         | the object is chat.completion.chunk",
                "chatcmpl-12345                             | msg_12345                               | the id is chatcmpl-",
            })
    void whatRealStreamsNeverDoIsCaught(String right, String wrong, String rule) {
        assertThat(GOOD).contains(json(right));
        assertThat(faults(GOOD.replace(json(right), json(wrong.equals("-") ? "" : wrong))))
                .anySatisfy(fault -> assertThat(fault).startsWith(rule));
    }

    @Test
    void aSecondUsageOrACutStreamIsCaught() {
        int usage = GOOD.lastIndexOf("data: {");
        String chunk = GOOD.substring(usage, GOOD.lastIndexOf("data: [DONE]"));
        assertThat(faults(GOOD.replace(chunk, chunk + chunk))).contains("usage comes once");
        assertThat(faults(GOOD.replace(chunk, ""))).contains("usage comes where chunks have the field");
        assertThat(faults(GOOD.substring(0, usage))).isNotEmpty();
        assertThat(faults("")).isNotEmpty();
        assertThat(faults(GOOD.replace("data: [DONE]", "event: done\ndata: [DONE]")))
                .isNotEmpty();
        assertThat(faults(GOOD.replace("\n", "\r\n"))).contains("lines end in LF");
    }

    private static List<String> faults(String stream) {
        return ChatCompletionStreamChecker.faults(stream.getBytes(StandardCharsets.UTF_8));
    }

    private static String chunk(String delta, String finishReason) {
        return "data: {" + HEAD + ",'choices':[{'index':0,'delta':" + delta + ",'finish_reason':" + finishReason
                + "}],'usage':null}\n\n";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
