package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.error.GatewayException;
import org.jspecify.annotations.Nullable;

/**
 * A step of an answer. {@link Started} comes first and once; {@link Finished} or {@link Failed} last and once. A plain
 * answer is told by the same events, each text and each call's arguments in one.
 *
 * <p>Parts are not opened and closed: they follow from the kinds of the deltas. {@link PartEnded} says that the next delta
 * of the same kind begins a new part. Deltas of several tool calls may interleave.
 */
public sealed interface AnswerEvent {

    /**
     * @param model as the upstream names it; null if it does not say
     * @param use what is known of the usage so far; null if nothing
     */
    record Started(@Nullable String model, @Nullable TokenUse use) implements AnswerEvent {}

    record TextDelta(String text) implements AnswerEvent {}

    record RefusalDelta(String text) implements AnswerEvent {}

    record ThinkingDelta(String text) implements AnswerEvent {}

    /** Ends a part of thinking, which may have had no text. */
    record ThinkingSigned(String signature) implements AnswerEvent {}

    record RedactedThinking(String data) implements AnswerEvent {}

    /** @param call 0, 1, 2, … among the calls of this answer */
    record ToolCallStarted(int call, String id, String name) implements AnswerEvent {}

    /** @param json a further piece of the text of the arguments' object */
    record ArgumentsDelta(int call, String json) implements AnswerEvent {}

    /** A source of the text so far, as Anthropic's citation object. */
    record Cited(JsonNode citation) implements AnswerEvent {}

    record PartEnded() implements AnswerEvent {}

    /** A whole block that only its format knows, such as the result of a tool the provider ran. */
    record ForeignPart(WireFormat format, JsonNode value) implements AnswerEvent {}

    /** @param use null if the upstream reported none */
    record Finished(
            StopReason reason,
            @Nullable String stopSequence,
            @Nullable TokenUse use) implements AnswerEvent {}

    /** The upstream broke off with an error. */
    record Failed(GatewayException failure) implements AnswerEvent {}
}
