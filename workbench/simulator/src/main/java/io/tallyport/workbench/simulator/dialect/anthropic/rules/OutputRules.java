package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.schema.ClosedObjects;
import io.tallyport.workbench.simulator.schema.Sample;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code output_config} and its forerunner {@code output_format}. */
public final class OutputRules {
    private static final Set<String> KNOWN = Set.of("effort", "format", "task_budget");
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

    private final Complaints complaints;

    public OutputRules(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The text that the format asks for, or null for words. */
    public @Nullable String check(RequestFields fields) throws IOException {
        if (fields.has("output_format")) {
            return format("output_format", fields.tree("output_format"));
        }
        if (!fields.has("output_config")) {
            return null;
        }
        JsonNode config = fields.tree("output_config");
        complaints.onlyKnown("output_config", config, KNOWN);
        if (config.hasNonNull("effort")
                && !EFFORTS.contains(config.get("effort").asText())) {
            complaints.add("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
        }
        return config.hasNonNull("format") ? format("output_config.format", config.get("format")) : null;
    }

    private @Nullable String format(String path, JsonNode format) {
        if (!Blocks.isOf(format, "json_schema")) {
            complaints.add(path + ".type: Input should be 'json_schema'");
            return null;
        }
        complaints.onlyKnown(path, format, Set.of("type", "schema"));
        if (!complaints.required(path, format, "schema")) {
            return null;
        }
        if (ClosedObjects.hasOpenOne(format.get("schema"))) {
            complaints.add(path + ".schema: For 'object' type, 'additionalProperties' must be explicitly set to false");
        }
        return Sample.of(format.get("schema"));
    }
}
