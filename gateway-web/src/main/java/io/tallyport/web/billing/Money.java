package io.tallyport.web.billing;

import io.tallyport.currency.Currencies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Money in JSON: decimal as people read it, and in minor units, both strings. */
@ApplicationScoped
public class Money {
    @Inject
    private Currencies currencies;

    /** @param minor minor units of the currency */
    public JsonObject of(String currency, long minor) {
        return Json.createObjectBuilder(currencies.fields(currency, minor)).build();
    }

    public JsonValue orNull(String currency, @Nullable Long minor) {
        return minor == null ? JsonValue.NULL : of(currency, minor);
    }
}
