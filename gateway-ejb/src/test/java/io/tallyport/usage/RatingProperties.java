package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.catalog.ProviderCost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The engine against an exact rational (L14), over every class and factor; the seed is printed by jqwik. */
class RatingProperties {
    private static final int PPM_DIGITS = 6;

    @Property(tries = 3000)
    @Label("L14: against the exact rational")
    void theDebitIsTheExactPriceRoundedDownOnceAndTheCostRoundedUpOnce(
            @ForAll("tokens") TokenCounts tokens,
            @ForAll("prices") Prices prices,
            @ForAll("factors") Factors factors,
            @ForAll @IntRange(max = 2_000_000) int costPpm) {
        ProviderCost cost = new ProviderCost(List.of(new ProviderCost.Row(9, 0, costPpm, null)));
        Charge charge = Rating.rate(tokens, new PriceList(prices, List.of()), factors, cost);

        BigDecimal list = exactList(tokens, prices);
        BigDecimal provider = list.multiply(ppm(factors.batchPpm())).multiply(ppm(factors.upliftPpm()));
        BigDecimal debit = provider.multiply(ppm(factors.basePpm())).multiply(ppm(factors.tierPpm()));
        assertThat(charge.listNano()).isEqualTo(rounded(list, RoundingMode.DOWN));
        assertThat(charge.debitNano()).isEqualTo(rounded(debit, RoundingMode.DOWN));
        assertThat(charge.costNano()).isEqualTo(rounded(provider.multiply(ppm(costPpm)), RoundingMode.UP));
        assertThat(debit.subtract(BigDecimal.valueOf(charge.debitNano())))
                .isGreaterThanOrEqualTo(BigDecimal.ZERO)
                .isLessThan(BigDecimal.ONE);
    }

    @Property(tries = 1000)
    @Label("L14: splitting a request")
    void splittingARequestNeverRaisesItsPriceByMoreThanANanoForEachPart(
            @ForAll("tokens") TokenCounts tokens,
            @ForAll("prices") Prices prices,
            @ForAll("factors") Factors factors,
            @ForAll @IntRange(min = 2, max = 20) int parts,
            @ForAll long cuts) {
        PriceList list = new PriceList(prices, List.of());
        long whole = Rating.debitNano(tokens, list, factors);
        long sum = split(tokens, parts, cuts).stream()
                .mapToLong(part -> Rating.debitNano(part, list, factors))
                .sum();
        assertThat(sum).isBetween(whole - parts, whole + parts);
    }

    /** Rounding first would lose up to a nano of every odd price. */
    @Property(tries = 1000)
    @Label("L14: a batch halves before it rounds")
    void aBatchHalvesBeforeItRounds(
            @ForAll("tokens") TokenCounts tokens, @ForAll("prices") Prices prices, @ForAll("factors") Factors factors) {
        PriceList list = new PriceList(prices, List.of());
        Factors plain = new Factors(factors.basePpm(), factors.tierPpm());
        Factors batch = new Factors(factors.basePpm(), factors.tierPpm(), 500_000, Factors.ONE_PPM);
        assertThat(Rating.debitNano(tokens, list, plain) - 2 * Rating.debitNano(tokens, list, batch))
                .isBetween(0L, 1L);
    }

    @Provide
    Arbitrary<TokenCounts> tokens() {
        Arbitrary<Long> count = Arbitraries.longs().between(0, 2_000_000);
        return Combinators.combine(count, count, count, count, count, count).as(TokenCounts::new);
    }

    @Provide
    Arbitrary<Prices> prices() {
        Arbitrary<Long> price = Arbitraries.longs().between(0, 600_000_000_000L);
        Arbitrary<Long> perhaps = price.injectNull(0.3);
        return Combinators.combine(price, price, perhaps, perhaps, perhaps, perhaps)
                .as((input, output, read, write5m, write1h, audio) ->
                        new Prices(1, input, output, read, write5m, write1h, audio));
    }

    @Provide
    Arbitrary<Factors> factors() {
        Arbitrary<Integer> factor = Arbitraries.integers().between(1, Factors.ONE_PPM);
        Arbitrary<Integer> uplift = Arbitraries.integers().between(Factors.ONE_PPM, 5 * Factors.ONE_PPM);
        return Combinators.combine(factor, factor, factor, uplift).as(Factors::new);
    }

    private static List<TokenCounts> split(TokenCounts tokens, int parts, long seed) {
        List<TokenCounts> split = new ArrayList<>();
        TokenCounts rest = tokens;
        RandomGenerator seeded = new Random(seed);
        for (int i = 1; i < parts; i++) {
            TokenCounts part = new TokenCounts(
                    seeded.nextLong(rest.input() + 1),
                    seeded.nextLong(rest.cacheWrite5m() + 1),
                    seeded.nextLong(rest.cacheWrite1h() + 1),
                    seeded.nextLong(rest.cacheRead() + 1),
                    seeded.nextLong(rest.audioInput() + 1),
                    seeded.nextLong(rest.output() + 1));
            split.add(part);
            rest = new TokenCounts(
                    rest.input() - part.input(),
                    rest.cacheWrite5m() - part.cacheWrite5m(),
                    rest.cacheWrite1h() - part.cacheWrite1h(),
                    rest.cacheRead() - part.cacheRead(),
                    rest.audioInput() - part.audioInput(),
                    rest.output() - part.output());
        }
        split.add(rest);
        return split;
    }

    private static BigDecimal exactList(TokenCounts tokens, Prices prices) {
        return exact(tokens.input(), prices.input())
                .add(exact(tokens.cacheWrite5m(), or(prices.cacheWrite5m(), prices.input())))
                .add(exact(tokens.cacheWrite1h(), or(prices.cacheWrite1h(), or(prices.cacheWrite5m(), prices.input()))))
                .add(exact(tokens.cacheRead(), or(prices.cacheRead(), prices.input())))
                .add(exact(tokens.audioInput(), or(prices.audioInput(), prices.input())))
                .add(exact(tokens.output(), prices.output()));
    }

    private static long or(@Nullable Long price, long otherwise) {
        return price == null ? otherwise : price;
    }

    private static BigDecimal exact(long tokens, long price) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(price)).movePointLeft(PPM_DIGITS);
    }

    private static BigDecimal ppm(int factor) {
        return BigDecimal.valueOf(factor, PPM_DIGITS);
    }

    private static long rounded(BigDecimal nano, RoundingMode mode) {
        return nano.setScale(0, mode).longValueExact();
    }
}
