package io.tallyport.usage;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.PriceList.LongContext;
import io.tallyport.catalog.Prices;
import io.tallyport.catalog.ProviderCost;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a price class after what the provider charges us for it (money.md P15). Batches and uplifts change
 * both alike and are left out.
 *
 * @param aboveInputTokens prompt tokens above which it is so; 0: from the first
 * @param ppm of what the customer pays, in parts per million, rounded down; what is given away for nothing has the least
 * @param negative whether the class costs more than it brings, however little
 */
public record Margin(TokenClass tokenClass, long aboveInputTokens, int ppm, boolean negative) {
    /** Nothing is paid for what costs something. */
    private static final int LEAST = Integer.MIN_VALUE;

    private static final BigInteger PPM = BigInteger.valueOf(Factors.ONE_PPM);

    /** The price classes of money.md section 6. */
    public enum TokenClass {
        INPUT,
        CACHE_READ,
        CACHE_WRITE_5M,
        CACHE_WRITE_1H,
        AUDIO_INPUT,
        OUTPUT
    }

    /** Of every class that is listed, for prompts of every length that has prices of its own. */
    public static List<Margin> of(PriceList list, ProviderCost cost, Factors factors) {
        LongStream thresholds = LongStream.concat(
                list.longContext().stream().mapToLong(LongContext::aboveInputTokens),
                cost.rows().stream().mapToLong(ProviderCost.Row::aboveInputTokens));
        return LongStream.concat(LongStream.of(0), thresholds)
                .distinct()
                .sorted()
                .boxed()
                .flatMap(above -> of(above, list, cost, factors))
                .toList();
    }

    public static boolean isNegative(PriceList list, ProviderCost cost, Factors factors) {
        return of(list, cost, factors).stream().anyMatch(Margin::negative);
    }

    private static Stream<Margin> of(long above, PriceList list, ProviderCost cost, Factors factors) {
        long promptTokens = above == 0 ? 0 : Math.addExact(above, 1);
        Prices prices = list.forPrompt(promptTokens);
        ProviderCost.@Nullable Row row = cost.forPrompt(promptTokens);
        @Nullable Prices own = row == null ? null : row.prices();
        int costPpm = row == null ? Factors.ONE_PPM : Objects.requireNonNullElse(row.factorPpm(), Factors.ONE_PPM);
        List<Margin> margins = new ArrayList<>();
        for (TokenClass each : TokenClass.values()) {
            if (isListed(each, prices)) {
                margins.add(of(
                        each, above, price(each, prices), price(each, own == null ? prices : own), costPpm, factors));
            }
        }
        return margins.stream();
    }

    private static Margin of(
            TokenClass tokenClass, long above, long price, long costPrice, int costPpm, Factors factors) {
        BigInteger paid = BigInteger.valueOf(price)
                .multiply(BigInteger.valueOf(factors.basePpm()))
                .multiply(BigInteger.valueOf(factors.tierPpm()));
        BigInteger left = paid.subtract(BigInteger.valueOf(costPrice)
                .multiply(BigInteger.valueOf(costPpm))
                .multiply(PPM));
        return new Margin(tokenClass, above, ppm(left, paid), left.signum() < 0);
    }

    private static int ppm(BigInteger left, BigInteger paid) {
        if (paid.signum() == 0) {
            return left.signum() < 0 ? LEAST : 0;
        }
        BigInteger[] parts = left.multiply(PPM).divideAndRemainder(paid);
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.max(BigInteger.valueOf(LEAST)).intValueExact();
    }

    private static boolean isListed(TokenClass tokenClass, Prices prices) {
        return switch (tokenClass) {
            case INPUT, OUTPUT -> true;
            case CACHE_READ -> prices.cacheRead() != null;
            case CACHE_WRITE_5M -> prices.cacheWrite5m() != null;
            case CACHE_WRITE_1H -> prices.cacheWrite1h() != null;
            case AUDIO_INPUT -> prices.audioInput() != null;
        };
    }

    private static long price(TokenClass tokenClass, Prices prices) {
        return switch (tokenClass) {
            case INPUT -> prices.input();
            case OUTPUT -> prices.output();
            case CACHE_READ -> prices.readPrice();
            case CACHE_WRITE_5M -> prices.write5mPrice();
            case CACHE_WRITE_1H -> prices.write1hPrice();
            case AUDIO_INPUT -> prices.audioPrice();
        };
    }
}
