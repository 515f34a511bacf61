package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something the model may call. */
public sealed interface Tool {

    /**
     * A function of the caller's.
     *
     * @param schema JSON Schema of its arguments; null: none are taken
     * @param extras fields that no mapper knows: they ride along
     */
    record Function(
            String name,
            @Nullable String description,
            @Nullable JsonNode schema,
            @Nullable Boolean strict,
            @Nullable CacheMark cache,
            Map<String, JsonNode> extras)
            implements Tool {
        public Function {
            extras = Map.copyOf(extras);
        }
    }

    /** A tool that the provider runs or defines, as the caller wrote it. */
    record Foreign(WireFormat format, JsonNode value) implements Tool {}
}
