package io.tallyport.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import io.tallyport.web.console.PriceCalculation.Factor;
import org.junit.jupiter.api.Test;

/** The vectors of money.md section 6, as finance reads them. */
class PriceCalculationTest {
    private static final Prices SONNET = new Prices(
            1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, 9_000_000_000L);
    private static final Prices DEEPSEEK = new Prices(2, 435_000_000L, 870_000_000L, 3_625_000L, null, null, null);

    @Test
    void everyLineIsTokensTimesPriceAndTheLinesAddUpToTheListPrice() {
        PriceCalculation price =
                PriceCalculation.of(new TokenCounts(12, 3045, 0, 0, 80), SONNET, new Factors(700_000, 1_000_000));

        assertThat(price.lines())
                .extracting(PriceCalculation.Line::amount)
                .containsExactly("0.000036", "0.01141875", "0", "0", "0.0012");
        assertThat(price.list()).isEqualTo("0.01265475");
        assertThat(price.exact()).isEqualTo("0.008858325");
        assertThat(price.debitNano()).isEqualTo(8_858_325);
    }

    @Test
    void theTierMultipliesTheDiscountedPrice() {
        PriceCalculation price =
                PriceCalculation.of(new TokenCounts(14, 0, 0, 3045, 80), SONNET, new Factors(700_000, 800_000));

        assertThat(price.factors())
                .containsExactly(new Factor("general discount", "0.7"), new Factor("tier or contract", "0.8"));
        assertThat(price.debitNano()).isEqualTo(1_207_080);
    }

    @Test
    void aFractionOfANanoCreditIsShownAndRoundedDown() {
        PriceCalculation price =
                PriceCalculation.of(new TokenCounts(0, 0, 0, 1, 0), DEEPSEEK, new Factors(700_000, 600_000));

        assertThat(price.list()).isEqualTo("0.000000003625");
        assertThat(price.exact()).isEqualTo("0.0000000015225");
        assertThat(price.debitNano()).isEqualTo(1);
    }

    @Test
    void soundBatchesAndUpliftsAreShownWhereTheyCount() {
        PriceCalculation price = PriceCalculation.of(
                new TokenCounts(0, 0, 0, 0, 1_000, 10), SONNET, new Factors(700_000, 1_000_000, 500_000, 1_100_000));

        assertThat(price.lines())
                .extracting(PriceCalculation.Line::tokenClass)
                .containsSubsequence("Audio input", "Output");
        assertThat(price.factors())
                .extracting(Factor::purpose)
                .containsExactly("general discount", "tier or contract", "batch", "regional or fast processing");
        assertThat(price.debitNano()).isEqualTo(3_522_750);
    }
}
