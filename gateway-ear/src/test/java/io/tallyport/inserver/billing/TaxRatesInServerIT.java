package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tallyport.inserver.ServerParts;
import io.tallyport.jurisdiction.TaxRates;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L43: at a rate change at midnight the tax point decides, on the country's own calendar. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class TaxRatesInServerIT {
    @Inject
    private TaxRates rates;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(TaxRatesInServerIT.class);
    }

    @Test
    @DisplayName("L43: EE 22 to 24 at its midnight")
    void estoniasRateRisesAtItsMidnight() {
        assertEquals("22.0000", rate("EE", "2025-06-30T20:59:59.999999Z"));
        assertEquals("24.0000", rate("EE", "2025-06-30T21:00:00Z"));
    }

    @Test
    @DisplayName("L43: DE 19 to 16 and back at its midnights")
    void germanysRateFallsAndRisesAgainAtItsMidnights() {
        assertEquals("19.0000", rate("DE", "2020-06-30T21:59:59Z"));
        assertEquals("16.0000", rate("DE", "2020-06-30T22:00:00Z"));
        assertEquals("16.0000", rate("DE", "2020-12-31T22:59:59Z"));
        assertEquals("19.0000", rate("DE", "2020-12-31T23:00:00Z"));
    }

    @Test
    void aCountryWithoutAKnownRateHasNone() {
        assertEquals(Optional.empty(), rates.standard("US", Instant.parse("2026-01-01T00:00:00Z")));
        assertEquals(Optional.empty(), rates.standard("DE", Instant.parse("1900-01-01T00:00:00Z")));
    }

    private String rate(String country, String taxPoint) {
        return rates.standard(country, Instant.parse(taxPoint))
                .map(BigDecimal::toPlainString)
                .orElseThrow();
    }
}
