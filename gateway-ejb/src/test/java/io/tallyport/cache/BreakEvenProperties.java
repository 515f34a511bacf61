package io.tallyport.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Prices;
import java.math.BigInteger;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The break-even rate is the least at which caching costs no more; the seed is printed by jqwik. */
class BreakEvenProperties {
    private static final int ONE_PPM = 1_000_000;

    @Example
    void sonnetPaysFromFiveMinuteHitRatesOfTwentyTwoPercent() {
        Prices sonnet =
                new Prices(1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, null);

        // 0.75 / 3.45 and 3 / 5.7, rounded up
        assertThat(BreakEven.hitRatePpm(sonnet, CacheChoice.FIVE_MINUTES)).isEqualTo(217_392);
        assertThat(BreakEven.hitRatePpm(sonnet, CacheChoice.ONE_HOUR)).isEqualTo(526_316);
    }

    @Example
    void cachingWithoutAWritePremiumAlwaysPays() {
        Prices gpt = new Prices(1, 150_000_000L, 600_000_000L, 75_000_000L, null, null, null);

        assertThat(BreakEven.hitRatePpm(gpt, CacheChoice.FIVE_MINUTES)).isZero();
        assertThat(BreakEven.hitRatePpm(gpt, CacheChoice.ONE_HOUR)).isNull();
    }

    @Example
    void aModelWithoutACacheHasNoRate() {
        Prices plain = new Prices(1, 150_000_000L, 600_000_000L, null, null, null, null);

        assertThat(BreakEven.hitRatePpm(plain, CacheChoice.FIVE_MINUTES)).isNull();
    }

    @Property(tries = 2000)
    void atTheRateCachingCostsNoMoreAndJustBelowItCostsMore(
            @ForAll @IntRange(min = 2, max = 1_000_000_000) int input,
            @ForAll @IntRange(min = 1, max = 999) int readPerMille,
            @ForAll @IntRange(min = 1, max = 1_000_000_000) int premium) {
        long read = Math.min(input - 1L, (long) input * readPerMille / 1_000);
        Prices prices = new Prices(1, input, input, read, (long) input + premium, null, null);
        long rate = Objects.requireNonNull(BreakEven.hitRatePpm(prices, CacheChoice.FIVE_MINUTES));

        assertThat(rate).isBetween(1L, (long) ONE_PPM);
        assertThat(cost(prices, rate)).isLessThanOrEqualTo(plain(prices));
        assertThat(cost(prices, rate - 1)).isGreaterThan(plain(prices));
    }

    private static BigInteger cost(Prices prices, long hitPpm) {
        return BigInteger.valueOf(prices.readPrice())
                .multiply(BigInteger.valueOf(hitPpm))
                .add(BigInteger.valueOf(prices.write5mPrice()).multiply(BigInteger.valueOf(ONE_PPM - hitPpm)));
    }

    private static BigInteger plain(Prices prices) {
        return BigInteger.valueOf(prices.input()).multiply(BigInteger.valueOf(ONE_PPM));
    }
}
