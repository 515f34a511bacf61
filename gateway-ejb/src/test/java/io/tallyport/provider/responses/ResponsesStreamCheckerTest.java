package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesStreamCheckerTest {
    private static final String RESPONSE = "'response':{'id':'resp_1','status':'";
    private static final String EMPTY = "in_progress','output':[],'usage':null}";
    private static final String CREATED = event("response.created", 0, RESPONSE + EMPTY);
    private static final String IN_PROGRESS = event("response.in_progress", 1, RESPONSE + EMPTY);
    private static final String ADDED = event(
            "response.output_item.added",
            2,
            "'output_index':0,'item':{'id':'msg_1','type':'message','status':'in_progress','content':[]}");
    private static final String IN_PART = "'item_id':'msg_1','output_index':0,'content_index':0,";
    private static final String PART =
            event("response.content_part.added", 3, IN_PART + "'part':{'type':'output_text','text':''}");
    private static final String DELTA = event("response.output_text.delta", 4, IN_PART + "'delta':'Hi'");
    private static final String TEXT_DONE = event("response.output_text.done", 5, IN_PART + "'text':'Hi'");
    private static final String PART_DONE =
            event("response.content_part.done", 6, IN_PART + "'part':{'type':'output_text','text':'Hi'}");
    private static final String ITEM =
            "{'id':'msg_1','type':'message','status':'completed','content':[{'type':'output_text','text':'Hi'}]}";
    private static final String DONE = event("response.output_item.done", 7, "'output_index':0,'item':" + ITEM);
    private static final String COMPLETED = event(
            "response.completed",
            8,
            RESPONSE + "completed','incomplete_details':null,'output':[" + ITEM
                    + "],'usage':{'input_tokens':2,'input_tokens_details':{'cached_tokens':0},'output_tokens':1,"
                    + "'output_tokens_details':{'reasoning_tokens':0},'total_tokens':3}}");
    private static final String STREAM =
            CREATED + IN_PROGRESS + ADDED + PART + DELTA + TEXT_DONE + PART_DONE + DONE + COMPLETED;

    @Test
    void everyRecordedStreamKeepsTheRules() throws IOException {
        for (Path file : RecordedStreams.of("openai/responses")) {
            byte[] stream = Files.readAllBytes(file);
            assertThatCode(() -> ResponsesStreamChecker.check(stream))
                    .as(file.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aSmallStreamKeepsTheRules() {
        assertThat(check(STREAM)).isEqualTo("resp_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'sequence_number':4                | 'sequence_number':5               | numbers rise",
                "'delta':'Hi'                       | 'delta':'Ho'                      | equals its deltas",
                "'delta':'Hi'                       | 'delta':7                         | a delta is text",
                "'output_index':0,'item':{          | 'output_index':1,'item':{         | counts the items",
                "'item_id':'msg_1','output_index':0 | 'item_id':'msg_2','output_index':0 | item_id is",
                "event: response.output_text.delta  | event: response.refusal.delta     | event line names",
                "'total_tokens':3                   | 'total_tokens':4                  | is the sum",
                "'status':'completed','incomplete   | 'status':'incomplete','incomplete | type and status",
                "'content_index':0,'part'           | 'content_index':1,'part'          | counts the parts",
            })
    void aChangedStreamIsCaught(String found, String instead, String rule) {
        String from = found.replace('\'', '"');
        assertThat(STREAM).contains(from);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(STREAM.replace(from, instead.replace('\'', '"'))))
                .withMessageContaining(rule);
    }

    @Test
    void aMissingEventIsCaughtWhicheverItIs() {
        for (String missing : new String[] {
            CREATED, IN_PROGRESS, ADDED, PART, DELTA, TEXT_DONE, PART_DONE, DONE, COMPLETED,
        }) {
            String rest = renumbered(STREAM.replace(missing, ""));
            assertThatExceptionOfType(AssertionError.class).as(missing).isThrownBy(() -> check(rest));
        }
    }

    @Test
    void aRepeatedEventIsCaughtWhicheverItIs() {
        for (String repeated : new String[] {
            CREATED, IN_PROGRESS, ADDED, PART, DELTA, TEXT_DONE, PART_DONE, DONE, COMPLETED,
        }) {
            String rest = renumbered(STREAM.replace(repeated, repeated + repeated));
            assertThatExceptionOfType(AssertionError.class).as(repeated).isThrownBy(() -> check(rest));
        }
    }

    private static String check(String stream) {
        return ResponsesStreamChecker.check(stream.getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asText();
    }

    private static String renumbered(String stream) {
        StringBuilder renumbered = new StringBuilder();
        int number = 0;
        for (String event : stream.split("(?<=\n\n)", -1)) {
            renumbered.append(event.replaceFirst("\"sequence_number\":\\d+", "\"sequence_number\":" + number++));
        }
        return renumbered.toString();
    }

    private static String event(String type, int number, String fields) {
        return "event: " + type + "\n"
                + ("data: {'type':'" + type + "'," + fields + ",'sequence_number':" + number + "}\n\n")
                        .replace('\'', '"');
    }
}
