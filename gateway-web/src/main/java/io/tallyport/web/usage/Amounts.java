package io.tallyport.web.usage;

import io.tallyport.ledger.Credits;
import io.tallyport.usage.TokenCounts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Figures in JSON. Amounts are strings, decimal and in nano-credits: JavaScript's numbers are exact to 2^53 only. */
public final class Amounts {
    private Amounts() {}

    /** @param nano nano-credits */
    public static JsonObject of(long nano) {
        return Json.createObjectBuilder()
                .add("credits", Credits.decimal(nano))
                .add("nano", Long.toString(nano))
                .build();
    }

    public static JsonObject of(TokenCounts tokens) {
        return Json.createObjectBuilder()
                .add("input", tokens.input())
                .add("cache_write_5m", tokens.cacheWrite5m())
                .add("cache_write_1h", tokens.cacheWrite1h())
                .add("cache_read", tokens.cacheRead())
                .add("audio_input", tokens.audioInput())
                .add("output", tokens.output())
                .build();
    }

    public static JsonValue orNull(@Nullable String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }

    static JsonValue orNull(@Nullable Integer number) {
        return number == null ? JsonValue.NULL : Json.createValue(number);
    }

    public static JsonValue orNull(@Nullable Long number) {
        return number == null ? JsonValue.NULL : Json.createValue(number);
    }
}
