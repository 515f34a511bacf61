package io.tallyport.jurisdiction;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;

/** Tells places apart by country and postcode. */
@ApplicationScoped
public class Places {
    @Inject
    private PlaceStore store;

    /**
     * @param country ISO 3166 alpha-2
     * @param postcode spaces, hyphens and case do not matter; empty where a country has none
     * @throws GatewayException 422 for a country that does not exist
     */
    public Place find(String country, String postcode, Instant day) {
        return store.find(country, normalised(postcode), day)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE, "There is no country " + country + "; give its two-letter code."));
    }

    static String normalised(String postcode) {
        return postcode.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
