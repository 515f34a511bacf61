package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Cited;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.TokenUse;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every recorded answer, read, written and read again. */
class RecordedAnswersTest {
    private static final String API = "anthropic/messages";

    @Test
    void streamsComeBackAsTheyWere() throws IOException {
        for (Path file : RecordedStreams.of(API)) {
            check(file, Answers.read(Files.readAllBytes(file)));
        }
    }

    @Test
    void streamsWhosePayloadsWereRecordedComeBackAsTheyWere() throws IOException {
        for (Path file : RecordedStreams.of(API, ".chunks.txt")) {
            for (String message : Files.readString(file).split("(?=\\{\"type\":\"message_start\")", -1)) {
                if (message.contains("\"message_delta\"")) {
                    check(file, Answers.read(framed(message)));
                }
            }
        }
    }

    @Test
    void plainAnswersComeBackAsTheyWere() throws IOException {
        for (Path file : RecordedStreams.of(API, ".response.json")) {
            byte[] body = Files.readAllBytes(file);
            List<AnswerEvent> events = Answers.readPlain(body);
            ObjectNode message = JsonTree.object(body, 0, body.length).orElseThrow();
            assertThat(events.isEmpty()).as(file.toString()).isEqualTo(!message.has("content"));
            if (!events.isEmpty()) {
                check(file, events);
                assertThat(shown(Answers.write(false, withoutRefusal(events))))
                        .as(file.toString())
                        .isEqualTo(shown(body));
            }
        }
    }

    private static void check(Path file, List<AnswerEvent> events) {
        if (events.getLast() instanceof Failed) {
            return;
        }
        byte[] stream = Answers.write(true, events);
        MessagesStreamChecker.check(stream);
        assertThat(told(Answers.read(stream))).as(file.toString()).isEqualTo(told(events));
        byte[] plain = Answers.write(false, events);
        assertThat(told(Answers.readPlain(plain))).as(file.toString()).isEqualTo(told(events));
    }

    /**
     * The start of a plain answer knows the usage of its end, and its citations follow the text that a stream's precede.
     * The last part ends with the answer.
     */
    private static List<AnswerEvent> told(List<AnswerEvent> events) {
        assertThat(events.getFirst()).isInstanceOf(Started.class);
        assertThat(events.getLast()).isInstanceOf(Finished.class);
        List<AnswerEvent> told = new ArrayList<>(Answers.joined(citedBehind(events)));
        told.replaceAll(event -> event instanceof ArgumentsDelta delta ? unspaced(delta) : event);
        told.set(0, new Started(((Started) told.getFirst()).model(), null));
        Finished end = (Finished) told.removeLast();
        while (told.getLast() instanceof PartEnded) {
            told.removeLast();
        }
        told.add(new Finished(end.reason(), end.stopSequence(), Objects.requireNonNullElse(end.use(), TokenUse.NONE)));
        return told;
    }

    private static List<AnswerEvent> citedBehind(List<AnswerEvent> events) {
        List<AnswerEvent> ordered = new ArrayList<>();
        List<Cited> held = new ArrayList<>();
        for (AnswerEvent event : events) {
            if (event instanceof Cited cited) {
                held.add(cited);
                continue;
            }
            if (!(event instanceof TextDelta)) {
                ordered.addAll(held);
                held.clear();
            }
            ordered.add(event);
        }
        return ordered;
    }

    private static ArgumentsDelta unspaced(ArgumentsDelta delta) {
        return new ArgumentsDelta(
                delta.call(), JsonTree.value(delta.json()).map(JsonTree::text).orElse(delta.json()));
    }

    private static List<AnswerEvent> withoutRefusal(List<AnswerEvent> events) {
        return events.stream().filter(event -> !(event instanceof RefusalDelta)).toList();
    }

    /** What both Anthropic and we say of a message. */
    private static JsonNode shown(byte[] body) {
        ObjectNode message = JsonTree.object(body, 0, body.length).orElseThrow();
        ObjectNode shown = message.deepCopy().retain("type", "role", "model", "content", "stop_sequence");
        for (JsonNode block : shown.path("content")) {
            if (block.path("type").asText().equals("tool_use")) {
                ((ObjectNode) block).remove("caller");
            }
        }
        JsonNode usage = message.path("usage");
        for (String count :
                List.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")) {
            shown.put(count, usage.path(count).asLong());
        }
        return shown;
    }

    private static byte[] framed(String payloads) {
        StringBuilder stream = new StringBuilder();
        for (String payload : payloads.lines().filter(line -> !line.isBlank()).toList()) {
            String type = JsonTree.value(payload).orElseThrow().path("type").asText();
            stream.append("event: ")
                    .append(type)
                    .append("\ndata: ")
                    .append(payload)
                    .append("\n\n");
        }
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }
}
