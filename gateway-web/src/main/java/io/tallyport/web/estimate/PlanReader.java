package io.tallyport.web.estimate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.cache.SavingsPlan;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v1/savings}. */
final class PlanReader {
    private static final int PPM_DIGITS = 6;
    private static final long MOST = 1_000_000_000_000L;

    private @Nullable String model;
    private long calls = 1;
    private long inputTokens;
    private long outputTokens;
    private int cachedPpm;
    private long writes5m = 1;
    private long writes1h = 1;

    private PlanReader() {}

    record Read(String model, SavingsPlan plan) {}

    /** @throws GatewayException 400 that names the field at fault */
    static Read read(byte[] body) {
        PlanReader reader = new PlanReader();
        JsonFields.each(body, reader::field);
        if (reader.model == null) {
            throw GatewayException.invalid("model", "Name the model.");
        }
        try {
            return new Read(
                    reader.model,
                    new SavingsPlan(
                            reader.calls,
                            reader.inputTokens,
                            reader.outputTokens,
                            reader.cachedPpm,
                            reader.writes5m,
                            reader.writes1h));
        } catch (IllegalArgumentException e) {
            throw GatewayException.invalid("writes_5m", "writes_5m and writes_1h must lie between 1 and calls.");
        }
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> model = JsonFields.text(value, name);
            case "calls" -> calls = whole(value, name, 1);
            case "input_tokens" -> inputTokens = whole(value, name, 0);
            case "output_tokens" -> outputTokens = whole(value, name, 0);
            case "cached_share" -> cachedPpm = share(JsonFields.text(value, name));
            case "writes_5m" -> writes5m = whole(value, name, 1);
            case "writes_1h" -> writes1h = whole(value, name, 1);
            default ->
                throw GatewayException.invalid(
                        name,
                        "Unknown field: " + name
                                + ". Known are model, calls, input_tokens, output_tokens, cached_share,"
                                + " writes_5m and writes_1h.");
        }
        return true;
    }

    private static long whole(JsonParser value, String field, long least) throws IOException {
        boolean isWhole = value.currentToken() == JsonToken.VALUE_NUMBER_INT
                && value.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!isWhole || value.getLongValue() < least || value.getLongValue() > MOST) {
            throw GatewayException.invalid(
                    field, field + " must be a whole number from " + least + " to " + MOST + ".");
        }
        return value.getLongValue();
    }

    private static int share(String text) {
        try {
            BigDecimal share = new BigDecimal(text);
            if (text.length() <= 10 && share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
                return share.movePointRight(PPM_DIGITS).intValueExact();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // told below
        }
        throw GatewayException.invalid(
                "cached_share", "cached_share must be a decimal string from \"0\" to \"1\" with at most 6 places.");
    }
}
