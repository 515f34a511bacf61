package io.tallyport.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.location.Location.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @ParameterizedTest
    @DisplayName("one item of somebody else's that agrees with the address is enough; all against it is for a person")
    @CsvSource({
        "DE, '',     '',    ''",
        "DE, DE,     '',    ''",
        "DE, '',     DE,    ''",
        "DE, DE,     FR,    ''",
        "DE, FR,     DE,    ''",
        "DE, FR,     '',    'DE by the billing address, FR by a card'",
        "DE, '',     US,    'DE by the billing address, US by an address'",
        "DE, FR,     FR,    'DE by the billing address, FR by a card, FR by an address'",
        "'', FR,     US,    ''"
    })
    void whatContradicts(String address, String card, String ip, String contradiction) {
        List<Location> items = new ArrayList<>();
        add(items, Kind.BILLING_ADDRESS, address, "the profile");
        add(items, Kind.PAYMENT_INSTRUMENT, card, "a card");
        add(items, Kind.IP_ADDRESS, ip, "an address");
        assertThat(Location.contradiction(items).orElse("")).isEqualTo(contradiction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "DEU", "D1", "unknown"})
    @DisplayName("what is no country says nothing")
    void whatIsNoCountrySaysNothing(String country) {
        assertThat(Location.told(Kind.PAYMENT_INSTRUMENT, country, "a card")).isEmpty();
        assertThat(Location.told(Kind.PAYMENT_INSTRUMENT, null, "a card")).isEmpty();
    }

    private static void add(List<Location> items, Kind kind, String country, String source) {
        if (!country.isEmpty()) {
            items.add(new Location(kind, country, source));
        }
    }
}
