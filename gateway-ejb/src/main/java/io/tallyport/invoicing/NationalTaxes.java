package io.tallyport.invoicing;

import io.tallyport.currency.Conversion;
import io.tallyport.currency.ExchangeRates;
import io.tallyport.document.InvoiceContent.NationalTax;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Tax in the money of the country that it is paid to (Art. 230 of Directive 2006/112/EC). What goes through a one-stop shop is
 * invoiced by the rules of the country where the seller is identified (Art. 219a), and of the non-Union scheme in euro.
 */
@ApplicationScoped
class NationalTaxes {
    @Inject
    private ExchangeRates rates;

    @Inject
    private CountryStore countries;

    /**
     * @param tax minor units of the sale's currency
     * @return null where the document's money is that country's, or there is no tax
     * @throws io.tallyport.error.GatewayException 422 if finance has entered no rate
     */
    @Nullable
    NationalTax of(Sale sale, String sellerCountry, long tax, LocalDate day) {
        if (tax == 0 || sale.taxed().jurisdiction() == null) {
            return null;
        }
        String national = currency(sale.taxed().code(), sale.taxed().jurisdiction(), sellerCountry);
        if (national.equals(sale.currency())) {
            return null;
        }
        Conversion conversion = rates.conversion(sale.currency(), national, day);
        return new NationalTax(
                national,
                conversion.exponent(),
                conversion.of(tax),
                conversion.rate(),
                conversion.source(),
                conversion.day());
    }

    private String currency(String code, String jurisdiction, String sellerCountry) {
        return switch (code) {
            case "EU_NONUNION_OSS" -> "EUR";
            case "EU_OSS", "EU_MICRO" -> countries.currency(sellerCountry);
            default -> countries.currency(jurisdiction.substring(0, 2));
        };
    }
}
