package io.tallyport.workbench.simulator.dialect.gemini.rules;

import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.Set;

/** The request's own fields. */
public final class TopLevel {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "contents",
            "systemInstruction",
            "tools",
            "toolConfig",
            "safetySettings",
            "generationConfig",
            "cachedContent",
            "serviceTier",
            "store");

    private TopLevel() {}

    public static void check(RequestFields fields, boolean lenient, Complaints complaints) {
        if (!lenient) {
            fields.firstNameNot(KNOWN::contains).ifPresent(name -> complaints.unknown("", name));
        }
        if (fields.array("contents") == null) {
            complaints.field("contents", "contents is not specified");
        }
        if (fields.has("cachedContent")) {
            complaints.forbidden("CachedContent not found (or permission denied)");
        }
    }
}
