package io.tallyport.provider.openai.request;

import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code reasoning_effort}, and Anthropic's {@code thinking} and {@code output_config.effort} where they are sent. */
final class ReasoningReader {
    private static final List<String> EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private ReasoningReader() {}

    static @Nullable Reasoning read(Fields request) {
        String effort = effort(request, "reasoning_effort");
        Fields output = request.object("output_config");
        if (output != null) {
            String outputEffort = effort(output, "effort");
            effort = effort == null ? outputEffort : effort;
            output.refuseRest();
        }
        Fields thinking = request.object("thinking");
        if (thinking == null) {
            return effort == null ? null : new Reasoning(null, null, effort, null);
        }
        Reasoning read = new Reasoning(mode(thinking), thinking.positive("budget_tokens"), effort, shown(thinking));
        thinking.refuseRest();
        return read;
    }

    private static @Nullable String effort(Fields fields, String name) {
        String effort = fields.text(name);
        if (effort != null && !EFFORTS.contains(effort)) {
            throw Fields.wrong(fields.path(name), "one of " + String.join(", ", EFFORTS));
        }
        return effort;
    }

    private static Mode mode(Fields thinking) {
        return switch (thinking.requiredText("type")) {
            case "enabled" -> Mode.ON;
            case "adaptive" -> Mode.ADAPTIVE;
            case "disabled" -> Mode.OFF;
            default -> throw Fields.wrong(thinking.path("type"), "enabled, adaptive or disabled");
        };
    }

    private static @Nullable Boolean shown(Fields thinking) {
        return switch (thinking.text("display")) {
            case null -> null;
            case "summarized" -> true;
            case "omitted" -> false;
            default -> throw Fields.wrong(thinking.path("display"), "summarized or omitted");
        };
    }
}
