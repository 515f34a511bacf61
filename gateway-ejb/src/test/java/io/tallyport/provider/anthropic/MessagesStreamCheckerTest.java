package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesStreamCheckerTest {
    private static final List<String> GOOD = List.of(
            "{'type':'message_start','message':{'id':'msg_01','type':'message','role':'assistant','model':'m','content':[],'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':1,'output_tokens':1}}}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'x'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'s'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'t','name':'f','input':{}}}",
            "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'output_tokens':1}}",
            "{'type':'message_stop'}");

    @Test
    void everyRecordedStreamPasses() throws IOException {
        for (Path file : RecordedStreams.of("anthropic/messages")) {
            byte[] stream = Files.readAllBytes(file);
            assertThatCode(() -> MessagesStreamChecker.check(stream))
                    .as(file.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aStreamInOrderPasses() {
        assertThatCode(() -> MessagesStreamChecker.check(stream(GOOD))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "4", "5", "7", "8", "9"})
    void noEventMayBeMissing(int missing) {
        List<String> events = new ArrayList<>(GOOD);
        events.remove(missing);
        caught(events);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "2,3", "3,4", "4,5", "5,6", "6,7", "7,8", "8,9"})
    void noTwoEventsMayChangePlaces(int one, int other) {
        List<String> events = new ArrayList<>(GOOD);
        Collections.swap(events, one, other);
        caught(events);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "4", "5", "7", "8", "9"})
    void noEventMayComeTwice(int twice) {
        List<String> events = new ArrayList<>(GOOD);
        events.add(twice, GOOD.get(twice));
        caught(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'index':1 | 'index':2",
                "'index':0 | 'index':1",
                "thinking_delta | text_delta",
                "input_json_delta | text_delta",
                "'type':'tool_use' | 'type':'text','text':''",
                "'partial_json':'{}' | 'partial_json':'{'",
                "'partial_json':'{}' | 'partial_json':'[]'",
                "'input':{} | 'input':'{}'",
                "'content':[] | 'content':[{}]",
                "'stop_reason':'tool_use' | 'stop_reason':'end_turn'",
                "'stop_reason':'tool_use' | 'stop_reason':null",
                "'stop_reason':null | 'stop_reason':'end_turn'",
                "'id':'t' | 'id':''",
                "'type':'message_stop' | 'type':'done'",
                "'usage':{'output_tokens':1} | 'usage':{}",
            })
    void noEventMaySaySomethingElse(String good, String bad) {
        caught(GOOD.stream().map(event -> event.replace(good, bad)).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'event: message_stop\n',''",
        "'\n\n','\r\n\r\n'",
        "'event: ping','id: 1\nevent: ping'",
        "'event: ping','event: pong'"
    })
    void theFramingIsExact(String good, String bad) {
        List<String> events = new ArrayList<>(GOOD);
        events.add(2, "{'type': 'ping'}");
        String stream = new String(stream(events), StandardCharsets.UTF_8);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        MessagesStreamChecker.check(stream.replace(good, bad).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPlainEndOfOpenAisIsCaught() {
        String stream = new String(stream(GOOD), StandardCharsets.UTF_8) + "data: [DONE]\n\n";
        assertThatIllegalStateException()
                .isThrownBy(() -> MessagesStreamChecker.check(stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static void caught(List<String> events) {
        assertThatIllegalStateException().isThrownBy(() -> MessagesStreamChecker.check(stream(events)));
    }

    private static byte[] stream(List<String> events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            String type = event.split("'", -1)[3];
            stream.append("event: ")
                    .append(type)
                    .append("\ndata: ")
                    .append(event.replace('\'', '"'))
                    .append("\n\n");
        }
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }
}
