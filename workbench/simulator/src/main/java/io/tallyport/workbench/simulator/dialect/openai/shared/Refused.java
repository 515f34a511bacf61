package io.tallyport.workbench.simulator.dialect.openai.shared;

import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import org.jspecify.annotations.Nullable;

/** OpenAI's refusals of what is wrong with a request. */
public final class Refused {
    private Refused() {}

    public static Refusal notJson() {
        return Refusal.of(
                400,
                "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your"
                        + " HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was"
                        + " not valid JSON.)");
    }

    public static Refusal unknown(String param) {
        return refusal("Unknown parameter: '" + param + "'.", param, "unknown_parameter");
    }

    public static Refusal missing(String param) {
        return refusal("Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
    }

    public static Refusal emptyArray(String param) {
        return refusal(
                "Invalid '" + param + "': empty array. Expected an array with minimum length 1, but got an empty array"
                        + " instead.",
                param,
                "empty_array");
    }

    public static Refusal type(String param, String expected, String got) {
        return refusal(
                "Invalid type for '" + param + "': expected " + expected + ", but got " + got + " instead.",
                param,
                "invalid_type");
    }

    public static Refusal value(String param, String got, String supported) {
        return refusal(
                "Invalid value: '" + got + "'. Supported values are: " + supported + ".", param, "invalid_value");
    }

    public static Refusal pattern(String param, String pattern) {
        return refusal(
                "Invalid '" + param + "': string does not match pattern. Expected a string that matches the pattern '"
                        + pattern + "'.",
                param,
                "invalid_value");
    }

    public static Refusal tooLong(String param, int longest, int length) {
        return refusal(
                "Invalid '" + param + "': string too long. Expected a string with maximum length " + longest
                        + ", but got a string with length " + length + " instead.",
                param,
                "string_above_max_length");
    }

    public static Refusal tooSmall(String param, String kind, String least, String got) {
        return refusal(
                "Invalid '" + param + "': " + kind + " below minimum value. Expected a value >= " + least + ", but got "
                        + got + " instead.",
                param,
                kind + "_below_min_value");
    }

    public static Refusal tooLarge(String param, String kind, String most, String got) {
        return refusal(
                "Invalid '" + param + "': " + kind + " above maximum value. Expected a value <= " + most + ", but got "
                        + got + " instead.",
                param,
                kind + "_above_max_value");
    }

    public static Refusal unsupported(String param, String more) {
        return refusal(
                "Unsupported parameter: '" + param + "' is not supported with this model." + more,
                param,
                "unsupported_parameter");
    }

    public static Refusal refusal(String message, @Nullable String param, @Nullable String code) {
        return new Refusal(400, message, param, code);
    }
}
