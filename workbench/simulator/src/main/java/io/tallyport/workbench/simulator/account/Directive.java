package io.tallyport.workbench.simulator.account;

import io.tallyport.workbench.simulator.account.Fault.Break;
import io.tallyport.workbench.simulator.account.Output.Tools;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants of a call, from {@code x-sim-*} headers or from {@code POST /_sim/faults}.
 *
 * @param replay name of the recording to answer with
 * @param chunkBytes size of the writes that a replay is split into; 0 is one write
 */
public record Directive(
        Output output, Fault fault, @Nullable String replay, int chunkBytes) {
    public static final Directive NONE = new Directive(Output.DEFAULT, Fault.NONE, null, 0);

    private static final Set<String> FIELDS = Set.of(
            "tokens",
            "reasoning",
            "events_per_second",
            "tools",
            "reasoning_content",
            "lenient",
            "status",
            "retry_after",
            "delay_ms",
            "pause_ms",
            "after",
            "refuse",
            "cut",
            "malformed",
            "error_event",
            "no_usage",
            "replay",
            "chunk");

    /**
     * Reads {@code name=value;flag} pairs.
     *
     * @throws IllegalArgumentException for an unknown name, so that a typing error is not a silent pass
     */
    public static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            String field = part.trim();
            int equals = field.indexOf('=');
            if (field.isEmpty()) {
                continue;
            }
            String name = equals < 0 ? field : field.substring(0, equals).trim();
            fields.put(name, equals < 0 ? "true" : field.substring(equals + 1).trim());
        }
        return fields;
    }

    /**
     * Later fields win, so headers can override what was posted for the account.
     *
     * @throws IllegalArgumentException for an unknown name or a value of the wrong kind
     */
    public static Directive of(Map<String, String> fields) {
        if (fields.isEmpty()) {
            return NONE;
        }
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field: " + name);
            }
        }
        Output output = new Output(
                number(fields, "tokens", Output.DEFAULT.tokens()),
                fields.containsKey("reasoning") ? OptionalInt.of(number(fields, "reasoning", 0)) : OptionalInt.empty(),
                Double.parseDouble(fields.getOrDefault("events_per_second", "0")),
                Tools.valueOf(fields.getOrDefault("tools", "on").toUpperCase(Locale.ROOT)),
                flag(fields, "reasoning_content"),
                flag(fields, "lenient"));
        Fault fault = new Fault(
                number(fields, "status", 0),
                number(fields, "retry_after", -1),
                number(fields, "delay_ms", 0),
                number(fields, "pause_ms", 0),
                number(fields, "after", 0),
                kind(fields),
                !flag(fields, "no_usage"));
        return new Directive(output, fault, fields.get("replay"), number(fields, "chunk", 0));
    }

    private static Break kind(Map<String, String> fields) {
        for (Break kind : Break.values()) {
            if (kind != Break.NONE && flag(fields, kind.name().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return Break.NONE;
    }

    private static boolean flag(Map<String, String> fields, String name) {
        return Boolean.parseBoolean(fields.get(name));
    }

    private static int number(Map<String, String> fields, String name, int otherwise) {
        String value = fields.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
