package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.FirstRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a request; the first complaint is the answer. */
public final class Complaints {
    private final FirstRefusal first = new FirstRefusal();

    public Optional<Refusal> first() {
        return first.get();
    }

    void add(String message) {
        first.add(Refusal.of(400, message));
    }

    void forbidden(String message) {
        first.add(Refusal.of(403, message));
    }

    /** @param path empty for the request itself */
    void unknown(String path, String name) {
        String place = path.isEmpty() ? "" : " at '" + path + "'";
        String message =
                "Invalid JSON payload received. Unknown name \"" + name + "\"" + place + ": Cannot find field.";
        first.add(new Refusal(400, message, path, null));
    }

    void onlyKnown(String path, JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (!known.contains(name)) {
                unknown(path, name);
            }
        }
    }

    void value(String path, String type, String got) {
        first.add(new Refusal(400, "Invalid value at '" + path + "' (" + type + "), " + got, path, null));
    }

    /** A rule of the request message itself. */
    void field(String path, String message) {
        add("* GenerateContentRequest." + path + ": " + message + "\n");
    }
}
