package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for the next turn of a chat.
 *
 * @param model as its provider names it
 * @param system instructions ahead of the first turn
 * @param parallelToolCalls null: as the model does by default
 * @param caching asks for automatic prompt caching of the whole prompt
 * @param user the caller's own id for its end user
 * @param cacheKey hint to send requests with equal prefixes the same way (OpenAI's {@code prompt_cache_key})
 * @param extras fields that no mapper knows, by name: they ride along to the upstream
 */
public record Conversation(
        String model,
        boolean stream,
        List<Part.Text> system,
        List<Turn> turns,
        List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        Sampling sampling,
        @Nullable Reasoning reasoning,
        @Nullable AnswerFormat answerFormat,
        @Nullable CacheMark caching,
        @Nullable String user,
        @Nullable String cacheKey,
        Map<String, JsonNode> extras) {

    public Conversation {
        system = List.copyOf(system);
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        extras = Map.copyOf(extras);
    }

    /** The same request of another model. */
    public Conversation withModel(String other) {
        return with(other, system);
    }

    /** The same request with other instructions. */
    public Conversation withSystem(List<Part.Text> other) {
        return with(model, other);
    }

    private Conversation with(String otherModel, List<Part.Text> otherSystem) {
        return new Conversation(
                otherModel,
                stream,
                otherSystem,
                turns,
                tools,
                toolChoice,
                parallelToolCalls,
                sampling,
                reasoning,
                answerFormat,
                caching,
                user,
                cacheKey,
                extras);
    }
}
