package io.tallyport.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.provider.AnswerReader;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.EventSplitter;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer comes to, whatever its format: what every translation must keep. */
record Said(
        String text,
        String refusal,
        String thinking,
        List<Call> calls,
        @Nullable StopReason reason,
        @Nullable TokenCounts tokens,
        long reasoning,
        boolean failed) {

    /** A call of a tool; its arguments as a value, or as the text they are. */
    record Call(String id, String name, Object arguments) {}

    /** With other ids of the calls: for upstreams that send none, so that each reading makes new ones. */
    Said withIdsOf(Said other) {
        List<Call> renamed = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String id = i < other.calls.size()
                    ? other.calls.get(i).id()
                    : calls.get(i).id();
            renamed.add(new Call(id, calls.get(i).name(), calls.get(i).arguments()));
        }
        return new Said(text, refusal, thinking, renamed, reason, tokens, reasoning, failed);
    }

    /** What a caller is told where the upstream reports no usage. */
    Said withUsage(TokenCounts estimate) {
        return tokens != null ? this : new Said(text, refusal, thinking, calls, reason, estimate, 0, failed);
    }

    static Said byStream(AnswerReader reader, byte[] stream) {
        List<AnswerEvent> events = new ArrayList<>();
        EventSplitter splitter = new EventSplitter();
        splitter.accept(stream, stream.length, (bytes, from, to) -> reader.event(bytes, from, to, events::add));
        reader.end(events::add);
        return of(events);
    }

    static Said byBody(AnswerReader reader, byte[] body) {
        List<AnswerEvent> events = new ArrayList<>();
        reader.plain(body, events::add);
        return of(events);
    }

    private static Said of(List<AnswerEvent> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        Map<Integer, AnswerEvent.ToolCallStarted> started = new LinkedHashMap<>();
        Map<Integer, StringBuilder> arguments = new LinkedHashMap<>();
        AnswerEvent.@Nullable Finished finished = null;
        boolean failed = false;
        for (AnswerEvent event : events) {
            switch (event) {
                case AnswerEvent.TextDelta delta -> text.append(delta.text());
                case AnswerEvent.RefusalDelta delta -> refusal.append(delta.text());
                case AnswerEvent.ThinkingDelta delta -> thinking.append(delta.text());
                case AnswerEvent.ToolCallStarted call -> started.put(call.call(), call);
                case AnswerEvent.ArgumentsDelta delta ->
                    arguments
                            .computeIfAbsent(delta.call(), call -> new StringBuilder())
                            .append(delta.json());
                case AnswerEvent.Finished end -> finished = end;
                case AnswerEvent.Failed failure -> failed = true;
                default -> {}
            }
        }
        List<Call> calls = new ArrayList<>();
        started.forEach((index, call) -> calls.add(new Call(
                call.id(),
                call.name(),
                value(arguments.getOrDefault(index, new StringBuilder()).toString()))));
        return new Said(
                text.toString(),
                refusal.toString(),
                thinking.toString(),
                calls,
                finished == null ? null : finished.reason(),
                finished == null || finished.use() == null
                        ? null
                        : finished.use().tokens(),
                finished == null || finished.use() == null ? 0 : finished.use().reasoning(),
                failed);
    }

    private static Object value(String arguments) {
        return JsonTree.value(arguments.isEmpty() ? "{}" : arguments)
                .<Object>map(JsonNode.class::cast)
                .orElse(arguments);
    }

    /** Without the difference between reasons that OpenAI calls by one name, and between text and a refusal's words. */
    Said inOpenAiWords() {
        StopReason coarse = reason == null
                ? null
                : switch (reason) {
                    case END, STOP_SEQUENCE, PAUSE -> StopReason.END;
                    case MAX_TOKENS, CONTEXT_WINDOW -> StopReason.MAX_TOKENS;
                    case TOOL_USE -> StopReason.TOOL_USE;
                    case REFUSAL -> StopReason.REFUSAL;
                };
        return new Said(text + refusal, "", thinking, calls, coarse, tokens, reasoning, failed);
    }
}
