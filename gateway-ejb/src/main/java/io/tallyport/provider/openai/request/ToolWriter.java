package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonTree;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the tools and whether one must be called. */
final class ToolWriter {
    private static final String PROPERTIES = "properties";

    private final Vendor vendor;

    ToolWriter(Vendor vendor) {
        this.vendor = vendor;
    }

    /** Without tools, OpenAI refuses both a choice and {@code parallel_tool_calls}. */
    void write(Conversation conversation, ObjectNode body) {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : conversation.tools()) {
            tools.add(tool(tool, tools.size()));
        }
        ToolChoice choice = conversation.toolChoice();
        if (choice != null) {
            body.set("tool_choice", choice(choice));
        }
        if (conversation.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", conversation.parallelToolCalls());
        }
    }

    private JsonNode tool(Tool tool, int index) {
        return switch (tool) {
            case Tool.Foreign foreign ->
                throw Fields.unsupported(
                        foreign.format() == WireFormat.MESSAGES ? "tools." + index : "tools[" + index + "]");
            case Tool.Function function -> function(function);
        };
    }

    private ObjectNode function(Tool.Function tool) {
        ObjectNode written = JsonTree.newObject().put("type", "function");
        ObjectNode function = written.putObject("function").put("name", tool.name());
        if (tool.description() != null) {
            function.put("description", tool.description());
        }
        JsonNode schema = schema(tool.schema());
        if (schema != null) {
            function.set("parameters", schema);
        }
        if (tool.strict() != null) {
            function.put("strict", tool.strict());
        }
        new TreeMap<>(tool.extras()).forEach(function::putIfAbsent);
        return written;
    }

    /** Every object needs its properties here ("object schema missing properties"), and only OpenAI goes without any. */
    private @Nullable JsonNode schema(@Nullable JsonNode schema) {
        if (schema == null && vendor == Vendor.OPENAI) {
            return null;
        }
        ObjectNode written = schema instanceof ObjectNode object
                ? object.deepCopy()
                : JsonTree.newObject().put("type", "object");
        if (written.path("type").asText().equals("object") && !written.has(PROPERTIES)) {
            written.putObject(PROPERTIES);
        }
        return written;
    }

    private static JsonNode choice(ToolChoice choice) {
        ObjectNode holder = JsonTree.newObject();
        return switch (choice) {
            case ToolChoice.Auto auto -> holder.textNode("auto");
            case ToolChoice.Any any -> holder.textNode("required");
            case ToolChoice.None none -> holder.textNode("none");
            case ToolChoice.Named named -> {
                holder.put("type", "function").putObject("function").put("name", named.name());
                yield holder;
            }
        };
    }
}
