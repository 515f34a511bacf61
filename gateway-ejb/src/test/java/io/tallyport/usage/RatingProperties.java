package io.tallyport.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Prices;
import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The engine against an exact rational (L14); the seed is printed by jqwik. */
class RatingProperties {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    @Property(tries = 2000)
    void theDebitIsTheExactPriceRoundedDownOnceAndTheCostRoundedUpOnce(
            @ForAll @LongRange(max = 2_000_000) long input,
            @ForAll @LongRange(max = 2_000_000) long read,
            @ForAll @LongRange(max = 200_000) long output,
            @ForAll @LongRange(max = 100_000_000_000L) long price,
            @ForAll @IntRange(min = 1, max = 1_000_000) int tierPpm) {
        Prices prices = new Prices(1, price, price * 5, price / 10, null, null);
        TokenCounts tokens = new TokenCounts(input, 0, 0, read, output);
        Charge charge = Rating.rate(tokens, prices, new Factors(700_000, tierPpm));
        BigDecimal list = exact(input, price).add(exact(read, price / 10)).add(exact(output, price * 5));
        BigDecimal debit = list.multiply(new BigDecimal("0.7"))
                .multiply(BigDecimal.valueOf(tierPpm).divide(MILLION, MathContext.UNLIMITED));
        assertThat(debit.subtract(BigDecimal.valueOf(charge.debitNano()))).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat(BigDecimal.valueOf(charge.costNano()).subtract(list)).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }

    @Property(tries = 1000)
    void splittingARequestNeverRaisesItsPrice(
            @ForAll @LongRange(max = 100_000) long first,
            @ForAll @LongRange(max = 100_000) long second,
            @ForAll @LongRange(max = 100_000_000_000L) long price) {
        Prices prices = new Prices(1, price, price, null, null, null);
        Factors factors = new Factors(700_000, 800_000);
        long whole = debit(first + second, prices, factors);
        assertThat(debit(first, prices, factors) + debit(second, prices, factors))
                .isBetween(whole - 1, whole);
    }

    private static long debit(long tokens, Prices prices, Factors factors) {
        return Rating.rate(new TokenCounts(tokens, 0, 0, 0, 0), prices, factors).debitNano();
    }

    private static BigDecimal exact(long tokens, long price) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(price)).divide(MILLION, MathContext.UNLIMITED);
    }
}
