package io.tallyport.tax;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.jurisdiction.Place;
import io.tallyport.jurisdiction.Places;
import io.tallyport.jurisdiction.TaxRates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides how a sale of credits is taxed. */
@ApplicationScoped
public class Taxes {
    private final TaxTable table = TaxTable.read();

    @Inject
    private Places places;

    @Inject
    private TaxRates rates;

    /**
     * @param taxPoint when the payment is received
     * @throws GatewayException 422 if nothing may be sold so: no row fits, a row forbids it, or no confirmed rate is known
     */
    public TaxAssessment assess(TaxSeller seller, TaxBuyer buyer, Instant taxPoint) {
        Place from = places.find(seller.country(), seller.postcode(), taxPoint);
        Place to = places.find(buyer.country(), buyer.postcode(), taxPoint);
        Set<TaxFact> facts = TaxFacts.of(seller, from, buyer, to);
        TaxRow row = table.firstThatFits(facts)
                .orElseThrow(() -> refused("Credits cannot be sold from " + from.country() + " to " + to.country()
                        + " yet: no rule for their tax is set up."));
        if (row.category() == null) {
            throw whyNot(row);
        }
        return assess(row, row.category(), from, to, taxPoint);
    }

    /** When an assessment is another because the rate is; empty: not that anybody knows. */
    public Optional<Instant> nextChange(TaxAssessment assessment, Instant after) {
        return assessment.percent() == null || assessment.jurisdiction() == null
                ? Optional.empty()
                : rates.nextChange(assessment.jurisdiction(), after);
    }

    /** Whether the rate it was assessed at is the rate of another tax point too; a sale without tax keeps its assessment. */
    public boolean isRateOf(TaxAssessment assessment, Instant taxPoint) {
        if (assessment.percent() == null || assessment.percent().signum() == 0 || assessment.jurisdiction() == null) {
            return true;
        }
        return rates.standard(assessment.jurisdiction(), taxPoint)
                .filter(rate -> rate.compareTo(assessment.percent()) == 0)
                .isPresent();
    }

    private TaxAssessment assess(TaxRow row, String category, Place from, Place to, Instant taxPoint) {
        Place taxed =
                switch (row.rate()) {
                    case SELLER, ZERO -> from;
                    case BUYER, LOCAL, NONE, REFUSED -> to;
                };
        @Nullable
        BigDecimal percent =
                switch (row.rate()) {
                    case ZERO -> BigDecimal.ZERO.setScale(4);
                    case NONE, REFUSED -> null;
                    case SELLER, BUYER, LOCAL -> rate(taxed, taxPoint);
                };
        boolean isTaxed = percent != null;
        return new TaxAssessment(
                table.version(),
                row.number(),
                row.codeFor(to.country()),
                percent,
                isTaxed ? taxed.jurisdiction() : null,
                isTaxed ? taxed.taxName() : null,
                category,
                row.vatex(),
                row.wording());
    }

    private BigDecimal rate(Place place, Instant taxPoint) {
        String jurisdiction = Objects.requireNonNull(place.jurisdiction(), "a taxed place");
        return rates.standard(jurisdiction, taxPoint)
                .orElseThrow(() -> refused("No confirmed tax rate is known for " + jurisdiction
                        + " on this day; credits are sold there once finance has entered one."));
    }

    /** That the register is away passes: whoever asks again may be answered. */
    private static GatewayException whyNot(TaxRow row) {
        return switch (row.code()) {
            case "PENDING_VIES" ->
                new GatewayException(
                                ErrorCode.OVERLOADED,
                                "The register of VAT identifiers cannot be reached for this country at the moment; try"
                                        + " again in a few minutes.")
                        .retryAfter("60");
            default ->
                refused(
                        "Credits cannot be sold to consumers in the United Kingdom: the seller is not registered there.");
        };
    }

    private static GatewayException refused(String message) {
        return new GatewayException(ErrorCode.UNPROCESSABLE, message);
    }
}
