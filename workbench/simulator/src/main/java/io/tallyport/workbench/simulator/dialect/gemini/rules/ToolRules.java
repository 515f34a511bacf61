package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.FunctionOffer;
import io.tallyport.workbench.simulator.dialect.FunctionOffer.Function;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code tools} and {@code toolConfig}. */
public final class ToolRules {
    private static final Set<String> KNOWN = Set.of(
            "functionDeclarations",
            "googleSearch",
            "googleSearchRetrieval",
            "googleMaps",
            "codeExecution",
            "computerUse",
            "urlContext",
            "fileSearch",
            "mcpServers",
            "retrieval");
    private static final Set<String> DECLARATION = Set.of(
            "name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "behavior");
    private static final Set<String> MODES = Set.of("AUTO", "ANY", "NONE", "VALIDATED", "MODE_UNSPECIFIED");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}");

    private final JsonNode tools;
    private final JsonNode toolConfig;
    private final JsonNode calling;
    private final Complaints complaints;

    public ToolRules(JsonNode tools, JsonNode toolConfig, Complaints complaints) {
        this.tools = tools;
        this.toolConfig = toolConfig;
        this.calling = toolConfig.path("functionCallingConfig");
        this.complaints = complaints;
    }

    public void check() {
        for (int i = 0; i < tools.size(); i++) {
            String path = "tools[" + i + "]";
            complaints.onlyKnown(path, tools.get(i), KNOWN);
            JsonNode declarations = tools.get(i).path("functionDeclarations");
            for (int j = 0; j < declarations.size(); j++) {
                declaration(path + ".function_declarations[" + j + "]", declarations.get(j));
            }
        }
        complaints.onlyKnown(
                "tool_config",
                toolConfig,
                Set.of("functionCallingConfig", "retrievalConfig", "includeServerSideToolInvocations"));
        complaints.onlyKnown(
                "tool_config.function_calling_config",
                calling,
                Set.of("mode", "allowedFunctionNames", "streamFunctionCallArguments"));
        checkCalling();
    }

    /** What may be called; nothing if the caller forbids it. */
    public FunctionOffer offer() {
        Set<String> allowed = new HashSet<>();
        calling.path("allowedFunctionNames").forEach(name -> allowed.add(name.asText()));
        List<Function> functions = declared();
        functions.removeIf(
                function -> mode().equals("NONE") || (!allowed.isEmpty() && !allowed.contains(function.name())));
        return new FunctionOffer(functions, Optional.empty(), true);
    }

    private List<Function> declared() {
        List<Function> functions = new ArrayList<>();
        tools.forEach(tool -> tool.path("functionDeclarations").forEach(declaration -> {
            JsonNode schema = declaration.path("parametersJsonSchema");
            functions.add(new Function(
                    declaration.path("name").asText(),
                    schema.isMissingNode() ? declaration.path("parameters") : schema));
        }));
        return functions;
    }

    private void declaration(String path, JsonNode declaration) {
        complaints.onlyKnown(path, declaration, DECLARATION);
        if (!NAME.matcher(declaration.path("name").asText()).matches()) {
            complaints.field(
                    path + ".name",
                    "Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z,"
                            + " 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of"
                            + " 64.");
        }
        if (declaration.has("parameters") && declaration.has("parametersJsonSchema")) {
            complaints.field(path, "parameters and parameters_json_schema are mutually exclusive.");
        }
    }

    private void checkCalling() {
        if (!MODES.contains(mode())) {
            complaints.value(
                    "tool_config.function_calling_config.mode",
                    "type.googleapis.com/google.ai.generativelanguage.v1beta.FunctionCallingConfig.Mode",
                    "\"" + mode() + "\"");
        }
        Set<String> names = new HashSet<>();
        declared().forEach(function -> names.add(function.name()));
        JsonNode allowed = calling.path("allowedFunctionNames");
        if (!allowed.isEmpty() && !Set.of("ANY", "VALIDATED").contains(mode())) {
            complaints.add("Function calling config is set with allowed_function_names, but the mode is not ANY.");
        }
        allowed.forEach(name -> {
            if (!names.contains(name.asText())) {
                complaints.add("allowed_function_names names a function that is not declared: " + name.asText());
            }
        });
    }

    private String mode() {
        return calling.path("mode").asText("AUTO").toUpperCase(Locale.ROOT);
    }
}
