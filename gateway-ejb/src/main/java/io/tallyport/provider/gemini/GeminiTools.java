package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.error.GatewayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code tools} and {@code toolConfig}. */
final class GeminiTools {
    private GeminiTools() {}

    static void write(Conversation conversation, ObjectNode request) {
        if (!conversation.tools().isEmpty()) {
            if (Boolean.FALSE.equals(conversation.parallelToolCalls()) && !isForcedToOne(conversation)) {
                throw GatewayException.untranslatable(
                        "parallel_tool_calls",
                        "parallel_tool_calls: this model cannot be kept from parallel tool calls.");
            }
            declare(conversation.tools(), request.putArray("tools").addObject().putArray("functionDeclarations"));
        }
        choose(conversation.toolChoice(), conversation.tools().isEmpty(), request);
    }

    private static void declare(List<Tool> tools, ArrayNode declarations) {
        for (int i = 0; i < tools.size(); i++) {
            switch (tools.get(i)) {
                case Tool.Function function -> declare(function, declarations.addObject());
                case Tool.Foreign ignored -> {
                    String path = "tools[" + i + "]";
                    throw GatewayException.untranslatable(path, path + ": this model takes functions only.");
                }
            }
        }
    }

    private static void declare(Tool.Function function, ObjectNode declaration) {
        declaration.setAll(function.extras());
        declaration.put("name", function.name());
        if (function.description() != null) {
            declaration.put("description", function.description());
        }
        if (function.schema() != null) {
            declaration.set("parametersJsonSchema", function.schema());
        }
    }

    private static void choose(@Nullable ToolChoice choice, boolean noTools, ObjectNode request) {
        boolean moot = choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None;
        if (choice == null || (noTools && moot)) {
            return;
        }
        ObjectNode config = request.putObject("toolConfig").putObject("functionCallingConfig");
        switch (choice) {
            case ToolChoice.Auto ignored -> config.put("mode", "AUTO");
            case ToolChoice.None ignored -> config.put("mode", "NONE");
            case ToolChoice.Any ignored -> config.put("mode", "ANY");
            case ToolChoice.Named named ->
                config.put("mode", "ANY").putArray("allowedFunctionNames").add(named.name());
        }
    }

    /** A call of the only function there is to choose: clients ask for it to have their answer as JSON. */
    private static boolean isForcedToOne(Conversation conversation) {
        return switch (conversation.toolChoice()) {
            case ToolChoice.Named named -> true;
            case ToolChoice.Any any -> conversation.tools().size() == 1;
            case null, default -> false;
        };
    }
}
