package io.tallyport.usage;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import java.math.BigInteger;

/**
 * {@code debit = floor( Σ tokens[k] × price[k] × base × tier × batch × uplift )}: exact until its one rounding, down for the
 * customer and up for our cost (money.md section 6).
 */
public final class Rating {
    private static final BigInteger PPM = BigInteger.valueOf(Factors.ONE_PPM);
    private static final BigInteger PER_MILLION_TOKENS = BigInteger.valueOf(1_000_000);

    private Rating() {}

    /** Rates a call at the prices its prompt's length asks for. */
    public static Charge rate(TokenCounts tokens, PriceList prices, Factors factors) {
        return rate(tokens, prices.forPrompt(tokens.prompt()), factors);
    }

    /**
     * What the prompt cache saved in nano-credits: the same call's debit with all of its prompt as plain input, less its
     * debit. Below 0 where writes cost more than reads saved.
     */
    public static long cacheSaved(TokenCounts tokens, PriceList prices, Factors factors) {
        return Math.subtractExact(
                rate(tokens.uncached(), prices, factors).debitNano(),
                rate(tokens, prices, factors).debitNano());
    }

    static Charge rate(TokenCounts tokens, Prices prices, Factors factors) {
        BigInteger list = listTimesMillion(tokens, prices);
        BigInteger cost =
                list.multiply(BigInteger.valueOf(factors.batchPpm())).multiply(BigInteger.valueOf(factors.upliftPpm()));
        BigInteger debit =
                cost.multiply(BigInteger.valueOf(factors.basePpm())).multiply(BigInteger.valueOf(factors.tierPpm()));
        return new Charge(
                prices.id(),
                null,
                down(list, PER_MILLION_TOKENS),
                down(debit, PER_MILLION_TOKENS.multiply(PPM.pow(4))),
                up(cost, PER_MILLION_TOKENS.multiply(PPM.pow(2))));
    }

    private static BigInteger listTimesMillion(TokenCounts tokens, Prices prices) {
        return product(tokens.input(), prices.input())
                .add(product(tokens.cacheWrite5m(), prices.write5mPrice()))
                .add(product(tokens.cacheWrite1h(), prices.write1hPrice()))
                .add(product(tokens.cacheRead(), prices.readPrice()))
                .add(product(tokens.output(), prices.output()));
    }

    private static BigInteger product(long tokens, long price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
    }

    private static long down(BigInteger amount, BigInteger unit) {
        return amount.divide(unit).longValueExact();
    }

    private static long up(BigInteger amount, BigInteger unit) {
        return amount.add(unit).subtract(BigInteger.ONE).divide(unit).longValueExact();
    }
}
