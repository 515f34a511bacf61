package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.PriceList.LongContext;
import io.tallyport.catalog.Prices;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.usage.Margin.TokenClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a price class at a tier. */
class MarginTest {
    private static final Factors STARTER = new Factors(700_000, 1_000_000);
    private static final Factors SCALE = new Factors(700_000, 600_000);

    private final PriceList list = new PriceList(new Prices(1, 1_000, 5_000, 100L, null, null, null), List.of());

    @Test
    void everyListedClassHasItsMarginInPartsOfWhatTheCustomerPays() {
        ProviderCost half = new ProviderCost(List.of(new ProviderCost.Row(1, 0, 500_000, null)));

        // (0.70 - 0.50) / 0.70, rounded down
        assertThat(Margin.of(list, half, STARTER))
                .containsExactly(
                        new Margin(TokenClass.INPUT, 0, 285_714, false),
                        new Margin(TokenClass.CACHE_READ, 0, 285_714, false),
                        new Margin(TokenClass.OUTPUT, 0, 285_714, false));
        // (0.42 - 0.50) / 0.42
        assertThat(Margin.of(list, half, SCALE)).allMatch(margin -> margin.ppm() == -190_477 && margin.negative());
    }

    @Test
    void oneClassBelowItsCostIsEnough() {
        ProviderCost own = new ProviderCost(
                List.of(new ProviderCost.Row(1, 0, null, new Prices(1, 100, 3_501, 10L, null, null, null))));

        assertThat(Margin.isNegative(list, own, STARTER)).isTrue();
        assertThat(Margin.of(list, own, STARTER))
                .filteredOn(Margin::negative)
                .singleElement()
                .satisfies(margin -> {
                    assertThat(margin.tokenClass()).isEqualTo(TokenClass.OUTPUT);
                    assertThat(margin.ppm()).isEqualTo(-286);
                });
    }

    @Test
    void exactlyAtCostIsNotBelowIt() {
        ProviderCost same = new ProviderCost(List.of(new ProviderCost.Row(1, 0, 700_000, null)));

        assertThat(Margin.isNegative(list, same, STARTER)).isFalse();
        assertThat(Margin.isNegative(list, same, new Factors(700_000, 999_999))).isTrue();
    }

    @Test
    void longPromptsHaveMarginsOfTheirOwn() {
        PriceList longer = new PriceList(
                list.base(), List.of(new LongContext(200_000, new Prices(2, 2_000, 7_500, null, null, null, null))));
        ProviderCost dearAbove = new ProviderCost(List.of(
                new ProviderCost.Row(1, 0, null, new Prices(1, 1, 1, 1L, null, null, null)),
                new ProviderCost.Row(2, 300_000, null, new Prices(2, 2_000, 1, null, null, null, null))));

        assertThat(Margin.of(longer, dearAbove, STARTER))
                .filteredOn(Margin::negative)
                .singleElement()
                .satisfies(margin -> assertThat(margin.aboveInputTokens()).isEqualTo(300_000));
    }

    @Test
    void whatIsGivenAwayForSomethingIsTheWorst() {
        PriceList free = new PriceList(new Prices(1, 0, 1, null, null, null, null), List.of());
        ProviderCost own = new ProviderCost(
                List.of(new ProviderCost.Row(1, 0, null, new Prices(1, 1, 0, null, null, null, null))));

        assertThat(Margin.of(free, own, STARTER).getFirst())
                .isEqualTo(new Margin(TokenClass.INPUT, 0, Integer.MIN_VALUE, true));
    }
}
