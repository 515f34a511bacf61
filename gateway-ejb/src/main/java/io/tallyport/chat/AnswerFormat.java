package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** JSON that the whole answer must be. */
public sealed interface AnswerFormat {

    /** Any object. */
    record JsonObject() implements AnswerFormat {}

    record JsonSchema(
            String name,
            JsonNode schema,
            @Nullable Boolean strict,
            @Nullable String description) implements AnswerFormat {}
}
