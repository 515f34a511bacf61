package io.tallyport.usage;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import java.math.BigInteger;

/**
 * {@code debit = floor( Σ tokens[k] × price[k] × base × tier × batch )}: exact until its one rounding, down for the
 * customer and up for our cost (money.md section 6).
 */
public final class Rating {
    private static final int ONE_PPM = 1_000_000;
    private static final BigInteger PPM = BigInteger.valueOf(ONE_PPM);
    private static final BigInteger PER_MILLION_TOKENS = BigInteger.valueOf(1_000_000);

    private Rating() {}

    /** Rates a call at the prices its prompt's length asks for. */
    public static Charge rate(TokenCounts tokens, PriceList prices, Factors factors) {
        return rate(tokens, prices.forPrompt(tokens.prompt()), factors, ONE_PPM);
    }

    /** @param batchPpm 500,000 for a message batch, 1,000,000 otherwise; halves what the provider charges us as well */
    static Charge rate(TokenCounts tokens, Prices prices, Factors factors, int batchPpm) {
        BigInteger list = listTimesMillion(tokens, prices);
        BigInteger cost = list.multiply(BigInteger.valueOf(batchPpm));
        BigInteger debit =
                cost.multiply(BigInteger.valueOf(factors.basePpm())).multiply(BigInteger.valueOf(factors.tierPpm()));
        return new Charge(
                prices.id(),
                down(list, PER_MILLION_TOKENS),
                down(debit, PER_MILLION_TOKENS.multiply(PPM).multiply(PPM).multiply(PPM)),
                up(cost, PER_MILLION_TOKENS.multiply(PPM)));
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
