package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.wire.EventSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as it was told in events, and held against the promises of {@link AnswerEvent}. */
record Told(List<AnswerEvent> events) {

    record Call(String id, String name, String arguments) {}

    /** What must survive any translation there and back. */
    record Gist(
            String text,
            String refusal,
            String thinking,
            List<String> signatures,
            List<Call> calls,
            @Nullable StopReason reason,
            @Nullable TokenUse use) {}

    static Told stream(String stream) {
        return stream(stream.getBytes(StandardCharsets.UTF_8));
    }

    static Told stream(byte[] stream) {
        AnswerReader reader = new OpenAiProvider().reader();
        List<AnswerEvent> events = new ArrayList<>();
        EventSplitter splitter = new EventSplitter();
        splitter.accept(stream, stream.length, (bytes, from, to) -> reader.event(bytes, from, to, events::add));
        reader.end(events::add);
        return new Told(events);
    }

    static Told plain(byte[] body) {
        List<AnswerEvent> events = new ArrayList<>();
        assertThat(new OpenAiProvider().reader().plain(body, events::add)).isTrue();
        return new Told(events);
    }

    Told keepsItsPromises() {
        assertThat(events).isNotEmpty();
        assertThat(events.getFirst()).isInstanceOf(AnswerEvent.Started.class);
        assertThat(events.getLast()).isInstanceOf(AnswerEvent.Finished.class);
        assertThat(of(AnswerEvent.Started.class)).hasSize(1);
        assertThat(of(AnswerEvent.Finished.class)).hasSize(1);
        List<AnswerEvent.ToolCallStarted> calls = of(AnswerEvent.ToolCallStarted.class);
        for (int call = 0; call < calls.size(); call++) {
            assertThat(calls.get(call).call()).isEqualTo(call);
        }
        return this;
    }

    byte[] writtenBy(AnswerWriter writer) {
        events.forEach(writer::accept);
        return writer.take();
    }

    <T extends AnswerEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Gist gist() {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        List<String> signatures = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        for (AnswerEvent event : events) {
            switch (event) {
                case AnswerEvent.TextDelta delta -> text.append(delta.text());
                case AnswerEvent.RefusalDelta delta -> refusal.append(delta.text());
                case AnswerEvent.ThinkingDelta delta -> thinking.append(delta.text());
                case AnswerEvent.ThinkingSigned signed -> signatures.add(signed.signature());
                case AnswerEvent.RedactedThinking redacted -> signatures.add(redacted.data());
                case AnswerEvent.ToolCallStarted call -> calls.add(new Call(call.id(), call.name(), ""));
                case AnswerEvent.ArgumentsDelta delta ->
                    calls.set(delta.call(), longer(calls.get(delta.call()), delta.json()));
                default -> {}
            }
        }
        List<AnswerEvent.Finished> end = of(AnswerEvent.Finished.class);
        return new Gist(
                text.toString(),
                refusal.toString(),
                thinking.toString(),
                signatures,
                calls,
                end.isEmpty() ? null : end.getFirst().reason(),
                end.isEmpty() ? null : end.getFirst().use());
    }

    private static Call longer(Call call, String json) {
        return new Call(call.id(), call.name(), call.arguments() + json);
    }
}
