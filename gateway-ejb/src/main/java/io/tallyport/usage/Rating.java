package io.tallyport.usage;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.catalog.ProviderCost;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code debit = floor( Σ tokens[k] × price[k] × base × tier × batch × uplift )}: exact until its one rounding, down for the
 * customer and up for our cost (money.md section 6). The view {@code rated_again} is the same in SQL.
 */
public final class Rating {
    private static final BigInteger PPM = BigInteger.valueOf(Factors.ONE_PPM);
    private static final BigInteger PER_MILLION_TOKENS = BigInteger.valueOf(1_000_000);
    private static final BigInteger DEBIT_UNIT = PER_MILLION_TOKENS.multiply(PPM.pow(4));
    private static final BigInteger COST_UNIT = PER_MILLION_TOKENS.multiply(PPM.pow(3));

    private Rating() {}

    /** Rates a call at the prices its prompt's length asks for. */
    public static Charge rate(TokenCounts tokens, PriceList prices, Factors factors, ProviderCost cost) {
        return rate(tokens, prices.forPrompt(tokens.prompt()), factors, cost.forPrompt(tokens.prompt()));
    }

    /**
     * What the prompt cache saved in nano-credits: the same call's debit with all of its prompt as plain input, less its
     * debit. Below 0 where writes cost more than reads saved.
     */
    public static long cacheSaved(TokenCounts tokens, Prices prices, Factors factors) {
        TokenCounts uncached = tokens.uncached();
        return uncached.equals(tokens)
                ? 0
                : Math.subtractExact(debitNano(uncached, prices, factors), debitNano(tokens, prices, factors));
    }

    /** What the customer would pay, in nano-credits. */
    public static long debitNano(TokenCounts tokens, PriceList prices, Factors factors) {
        return debitNano(tokens, prices.forPrompt(tokens.prompt()), factors);
    }

    /** As {@link #debitNano(TokenCounts, PriceList, Factors)}, at one row of the price book. */
    public static long debitNano(TokenCounts tokens, Prices prices, Factors factors) {
        return debit(listTimesMillion(tokens, prices), factors);
    }

    private static Charge rate(TokenCounts tokens, Prices prices, Factors factors, ProviderCost.@Nullable Row costRow) {
        BigInteger list = listTimesMillion(tokens, prices);
        return new Charge(
                prices.id(),
                costRow == null ? null : costRow.id(),
                down(list, PER_MILLION_TOKENS),
                debit(list, factors),
                cost(tokens, list, factors, costRow));
    }

    private static long debit(BigInteger listTimesMillion, Factors factors) {
        BigInteger debit = listTimesMillion
                .multiply(BigInteger.valueOf(factors.batchPpm()))
                .multiply(BigInteger.valueOf(factors.upliftPpm()))
                .multiply(BigInteger.valueOf(factors.basePpm()))
                .multiply(BigInteger.valueOf(factors.tierPpm()));
        return down(debit, DEBIT_UNIT);
    }

    /** Batches and uplifts are the provider's own: our cost goes with them. */
    private static long cost(
            TokenCounts tokens, BigInteger listTimesMillion, Factors factors, ProviderCost.@Nullable Row row) {
        BigInteger timesMillion =
                row == null || row.prices() == null ? listTimesMillion : listTimesMillion(tokens, row.prices());
        int factorPpm = row == null ? Factors.ONE_PPM : Objects.requireNonNullElse(row.factorPpm(), Factors.ONE_PPM);
        BigInteger cost = timesMillion
                .multiply(BigInteger.valueOf(factorPpm))
                .multiply(BigInteger.valueOf(factors.batchPpm()))
                .multiply(BigInteger.valueOf(factors.upliftPpm()));
        return up(cost, COST_UNIT);
    }

    private static BigInteger listTimesMillion(TokenCounts tokens, Prices prices) {
        return product(tokens.input(), prices.input())
                .add(product(tokens.cacheWrite5m(), prices.write5mPrice()))
                .add(product(tokens.cacheWrite1h(), prices.write1hPrice()))
                .add(product(tokens.cacheRead(), prices.readPrice()))
                .add(product(tokens.audioInput(), prices.audioPrice()))
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
