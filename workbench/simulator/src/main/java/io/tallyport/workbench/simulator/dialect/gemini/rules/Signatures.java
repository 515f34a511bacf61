package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.answer.Seal;
import java.util.Set;

/**
 * The first call of each of the model's contents must bring its signature back, from the last question on; what was signed
 * before is not looked for any more. A signature that comes back must be one of ours.
 */
final class Signatures {
    /** For calls that another model made. */
    private static final Set<String> STAND_INS =
            Set.of("skip_thought_signature_validator", "context_engineering_is_the_way_to_go");

    private final Complaints complaints;

    Signatures(Complaints complaints) {
        this.complaints = complaints;
    }

    void check(JsonNode contents) {
        int position = 0;
        int sinceQuestion = lastQuestion(contents);
        for (int i = 0; i < contents.size(); i++) {
            boolean isCurrent = i > sinceQuestion;
            boolean isFirst = true;
            for (JsonNode part : contents.get(i).path("parts")) {
                position++;
                intact(part);
                if (part.has("functionCall")) {
                    present(part, position, isCurrent && isFirst);
                    isFirst = false;
                }
            }
        }
    }

    private void present(JsonNode part, int position, boolean required) {
        if (required && part.path("thoughtSignature").asText().isEmpty()) {
            complaints.add(
                    "Function call is missing a thought_signature in functionCall parts. This is required for tools"
                            + " to work correctly, and missing thought_signature may lead to degraded model performance."
                            + " Additional data, function call `default_api:"
                            + part.get("functionCall").path("name").asText() + "` , position " + position
                            + ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");
        }
    }

    private void intact(JsonNode part) {
        String signature = part.path("thoughtSignature").asText();
        if (signature.isEmpty() || STAND_INS.contains(signature)) {
            return;
        }
        if (!Seal.isOurs(signature.replace('-', '+').replace('_', '/'))) {
            complaints.add("Corrupted thought signature.");
        }
    }

    private static int lastQuestion(JsonNode contents) {
        for (int i = contents.size() - 1; i >= 0; i--) {
            JsonNode content = contents.get(i);
            boolean hasResponses = !Contents.names(content, "functionResponse").isEmpty();
            if (Contents.role(content).equals("user") && !hasResponses) {
                return i;
            }
        }
        return -1;
    }
}
