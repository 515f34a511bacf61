package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.PriceList.LongContext;
import io.tallyport.catalog.Prices;
import io.tallyport.catalog.ProviderCost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors V1 to V8 of money.md section 6 (L18), and the edges of the arithmetic (L16). */
class RatingTest {
    private static final int STARTER = 1_000_000;

    /** Prices in nano-USD per million tokens; -1 stands for a null price. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "V1, 3000000000, 15000000000, 300000000, 3750000000, 6000000000, 12, 3045, 0, 0, 80, 1000000, 1000000, 12654750, 8858325, 12654750",
        "V2, 3000000000, 15000000000, 300000000, 3750000000, 6000000000, 14, 0, 0, 3045, 80, 800000, 1000000, 2155500, 1207080, 2155500",
        "V3, 5000000000, 25000000000, 500000000, 6250000000, 10000000000, 1000, 0, 50000, 0, 4096, 600000, 1000000, 607400000, 255108000, 607400000",
        "V4, 1000000000, 5000000000, 100000000, 1250000000, 2000000000, 7, 0, 0, 0, 3, 1000000, 500000, 22000, 7700, 11000",
        "V5, 150000000, 600000000, 75000000, -1, -1, 1, 0, 0, 0, 0, 600000, 500000, 150, 31, 75",
        "V6, 1250000000, 10000000000, 125000000, -1, -1, 900, 0, 0, 1024, 1500, 800000, 1000000, 16253000, 9101680, 16253000",
        "V7, 435000000, 870000000, 3625000, -1, -1, 0, 0, 0, 1, 0, 600000, 1000000, 3, 1, 4",
        "V8, 3000000000, 15000000000, 300000000, 3750000000, 6000000000, 12, 3045, 0, 0, 0, 1000000, 1000000, 11454750, 8018325, 11454750",
    })
    @DisplayName("L18: the vectors V1 to V8")
    void theVectorsAreRatedToTheNano(
            String name,
            long input,
            long output,
            long read,
            long write5m,
            long write1h,
            long inputTokens,
            long write5mTokens,
            long write1hTokens,
            long readTokens,
            long outputTokens,
            int tierPpm,
            int batchPpm,
            long list,
            long debit,
            long cost) {
        Prices prices = new Prices(7, input, output, orNull(read), orNull(write5m), orNull(write1h), null);
        TokenCounts tokens = new TokenCounts(inputTokens, write5mTokens, write1hTokens, readTokens, outputTokens);
        assertThat(Rating.rate(
                        tokens,
                        new PriceList(prices, List.of()),
                        new Factors(700_000, tierPpm, batchPpm, STARTER),
                        ProviderCost.AT_LIST))
                .as(name)
                .isEqualTo(new Charge(7, null, list, debit, cost));
    }

    @Test
    void aNullReadOrWritePriceIsTheInputPrice() {
        PriceList prices =
                new PriceList(new Prices(1, 2_000_000_000, 8_000_000_000L, null, null, null, null), List.of());
        Charge plain = Rating.rate(
                new TokenCounts(30, 0, 0, 0, 5), prices, new Factors(700_000, STARTER), ProviderCost.AT_LIST);
        Charge cached = Rating.rate(
                new TokenCounts(10, 5, 5, 10, 5), prices, new Factors(700_000, STARTER), ProviderCost.AT_LIST);
        assertThat(cached).isEqualTo(plain);
    }

    @Test
    void aPromptAboveTheThresholdIsRatedWhollyAtTheLongContextPrices() {
        Prices base = new Prices(1, 1_000_000_000, 1_000_000_000, null, null, null, null);
        Prices dear = new Prices(2, 2_000_000_000, 2_000_000_000, null, null, null, null);
        PriceList prices = new PriceList(base, List.of(new LongContext(200_000, dear)));
        Factors factors = new Factors(1_000_000, STARTER);
        assertThat(Rating.rate(new TokenCounts(100_000, 0, 0, 100_000, 1), prices, factors, ProviderCost.AT_LIST))
                .isEqualTo(new Charge(1, null, 200_001_000, 200_001_000, 200_001_000));
        assertThat(Rating.rate(new TokenCounts(100_000, 1, 0, 100_000, 1), prices, factors, ProviderCost.AT_LIST))
                .isEqualTo(new Charge(2, null, 400_004_000, 400_004_000, 400_004_000));
    }

    @Test
    @DisplayName("L16: an overflow is an error")
    void anOverflowIsAnErrorAndNeverAWrap() {
        PriceList prices =
                new PriceList(new Prices(1, Long.MAX_VALUE, Long.MAX_VALUE, null, null, null, null), List.of());
        assertThatThrownBy(() -> Rating.rate(
                        new TokenCounts(Long.MAX_VALUE, 0, 0, 0, 1),
                        prices,
                        new Factors(700_000, STARTER),
                        ProviderCost.AT_LIST))
                .isInstanceOf(ArithmeticException.class);
    }

    /** L16: the largest amount that fits is rated, one more is refused. */
    @Test
    @DisplayName("L16: the largest amount that fits, and one more")
    void theLargestAmountThatFitsIsRatedAndOneMoreIsNot() {
        PriceList prices = new PriceList(new Prices(1, 1_000_000, 0, null, null, null, null), List.of());
        Factors whole = new Factors(1_000_000, STARTER);
        assertThat(Rating.debitNano(new TokenCounts(Long.MAX_VALUE, 0, 0, 0, 0), prices, whole))
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Rating.debitNano(new TokenCounts(Long.MAX_VALUE, 0, 0, 0, 1, 0), prices, whole))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void soundHasAPriceOfItsOwnAndWithoutOneIsInput() {
        TokenCounts tokens = new TokenCounts(1, 0, 0, 0, 10, 0);
        Factors whole = new Factors(1_000_000, STARTER);
        Prices listed = new Prices(1, 1_000_000, 0, null, null, null, 32_000_000L);
        Prices unlisted = new Prices(1, 1_000_000, 0, null, null, null, null);
        assertThat(Rating.debitNano(tokens, new PriceList(listed, List.of()), whole))
                .isEqualTo(321);
        assertThat(Rating.debitNano(tokens, new PriceList(unlisted, List.of()), whole))
                .isEqualTo(11);
    }

    @Test
    void anAccountsFactorOrOwnPricesMakeTheCostAndNotTheDebit() {
        PriceList prices =
                new PriceList(new Prices(7, 3_000_000_000L, 15_000_000_000L, null, null, null, null), List.of());
        TokenCounts tokens = new TokenCounts(101, 0, 0, 0, 10);
        Factors batch = new Factors(700_000, STARTER, 500_000, STARTER);
        ProviderCost factor = new ProviderCost(List.of(new ProviderCost.Row(3, 0, 333_333, null)));
        ProviderCost own = new ProviderCost(List.of(
                new ProviderCost.Row(4, 0, null, new Prices(4, 1_000_000_001L, 1, null, null, null, null)),
                new ProviderCost.Row(5, 200, null, new Prices(5, 2, 2, null, null, null, null))));

        assertThat(Rating.rate(tokens, prices, batch, ProviderCost.AT_LIST))
                .isEqualTo(new Charge(7, null, 453_000, 158_550, 226_500));
        // 453,000 x 0.5 x 0.333333 = 75,499.9245
        assertThat(Rating.rate(tokens, prices, batch, factor)).isEqualTo(new Charge(7, 3L, 453_000, 158_550, 75_500));
        // (101 x 1,000,000,001 + 10) / 1,000,000 x 0.5 = 50,500.0000555
        assertThat(Rating.rate(tokens, prices, batch, own)).isEqualTo(new Charge(7, 4L, 453_000, 158_550, 50_501));
        assertThat(Rating.rate(new TokenCounts(201, 0, 0, 0, 0), prices, batch, own)
                        .costPriceId())
                .isEqualTo(5);
    }

    private static @Nullable Long orNull(long price) {
        return price < 0 ? null : price;
    }
}
