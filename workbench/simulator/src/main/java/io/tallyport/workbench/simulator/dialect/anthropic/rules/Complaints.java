package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.FirstRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a request; the first complaint is the answer. */
public final class Complaints {
    private final FirstRefusal first = new FirstRefusal();

    public void add(String message) {
        first.add(Refusal.of(400, message));
    }

    public Optional<Refusal> first() {
        return first.get();
    }

    void unknown(String path) {
        add(path + ": Extra inputs are not permitted");
    }

    void onlyKnown(String path, JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (!known.contains(name)) {
                unknown(path + "." + name);
            }
        }
    }

    /** Whether it is there. */
    boolean required(String path, JsonNode object, String name) {
        if (object.has(name)) {
            return true;
        }
        add(path + "." + name + ": Field required");
        return false;
    }

    void text(String path, JsonNode object, String name) {
        if (required(path, object, name) && !object.get(name).isTextual()) {
            add(path + "." + name + ": Input should be a valid string");
        }
    }

    void matching(String path, JsonNode object, String name, Pattern pattern) {
        if (required(path, object, name)
                && !pattern.matcher(object.get(name).asText()).matches()) {
            add(path + "." + name + ": String should match pattern '^" + pattern.pattern() + "$'");
        }
    }

    void tag(String path, String found, String expected) {
        add(path + ": Input tag '" + found + "' found using 'type' does not match any of the expected tags: "
                + expected);
    }
}
