package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns: roles, and that the responses of functions follow their calls. */
public final class Contents {
    private final JsonNode contents;
    private final String model;
    private final Complaints complaints;
    private final Parts parts;

    public Contents(JsonNode contents, String model, Complaints complaints) {
        this.contents = contents;
        this.model = model;
        this.complaints = complaints;
        this.parts = new Parts(complaints);
    }

    /** Whether a model signs its calls, and wants the signatures back: from the third generation on. */
    public static boolean signs(String model) {
        return model.startsWith("gemini-") && !model.startsWith("gemini-1") && !model.startsWith("gemini-2");
    }

    /** Whether it is the model's turn to answer a question, not to go on from a function's response. */
    public boolean ask() {
        JsonNode last = contents.path(contents.size() - 1);
        return !role(last).equals("model") && names(last, "functionResponse").isEmpty();
    }

    public void check() {
        for (int i = 0; i < contents.size(); i++) {
            content("contents[" + i + "]", contents.get(i));
        }
        for (int i = 0; i < contents.size(); i++) {
            order(i);
        }
        if (signs(model)) {
            new Signatures(complaints).check(contents);
        }
    }

    private void content(String path, JsonNode content) {
        complaints.onlyKnown(path, content, Set.of("role", "parts"));
        if (!Set.of("user", "model").contains(role(content))) {
            complaints.add("Please use a valid role: user, model.");
        }
        JsonNode all = content.path("parts");
        if (all.isEmpty()) {
            complaints.field(path + ".parts", "contents.parts must not be empty.");
        }
        for (int i = 0; i < all.size(); i++) {
            parts.check(path + ".parts[" + i + "]", all.get(i));
        }
    }

    private void order(int index) {
        JsonNode content = contents.get(index);
        JsonNode before = contents.path(index - 1);
        List<String> calls = names(content, "functionCall");
        List<String> responses = names(content, "functionResponse");
        if (!calls.isEmpty()
                && (index == 0 || !role(before).equals("user") || !role(content).equals("model"))) {
            complaints.add("Please ensure that function call turn comes immediately after a user turn or after a"
                    + " function response turn.");
        }
        if (!responses.isEmpty() && names(before, "functionCall").isEmpty()) {
            complaints.add("Please ensure that function response turn comes immediately after a function call turn.");
        }
        if (!calls.isEmpty()) {
            answered(calls, names(contents.path(index + 1), "functionResponse"));
        }
    }

    private void answered(List<String> calls, List<String> responses) {
        if (calls.size() != responses.size()) {
            complaints.add("Please ensure that the number of function response parts is equal to the number of function"
                    + " call parts of the function call turn.");
        }
        List<String> open = new ArrayList<>(calls);
        responses.forEach(name -> {
            if (!open.remove(name)) {
                complaints.add("Please ensure that each function response names a function of the function call turn: "
                        + name);
            }
        });
    }

    static List<String> names(JsonNode content, String kind) {
        List<String> names = new ArrayList<>();
        content.path("parts").forEach(part -> {
            if (part.has(kind)) {
                names.add(part.get(kind).path("name").asText());
            }
        });
        return names;
    }

    static String role(JsonNode content) {
        return content.path("role").asText("user");
    }
}
