package io.tallyport.web.usage;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import java.util.ArrayList;
import java.util.List;

/** A debit as a sum that anyone can do again. */
final class Recomputation {
    private final List<String> terms = new ArrayList<>();

    private Recomputation() {}

    static String of(TokenCounts tokens, Prices prices, Factors factors) {
        Recomputation sum = new Recomputation();
        sum.add(tokens.input(), prices.input());
        sum.add(tokens.cacheWrite5m(), prices.write5mPrice());
        sum.add(tokens.cacheWrite1h(), prices.write1hPrice());
        sum.add(tokens.cacheRead(), prices.readPrice());
        sum.add(tokens.audioInput(), prices.audioPrice());
        sum.add(tokens.output(), prices.output());
        long debit = Rating.debitNano(tokens, prices, factors);
        return "floor((" + (sum.terms.isEmpty() ? "0" : String.join(" + ", sum.terms)) + ") * " + factors.basePpm()
                + " * " + factors.tierPpm() + " * " + factors.batchPpm() + " * " + factors.upliftPpm() + " / 10^30) = "
                + debit;
    }

    private void add(long tokens, long price) {
        if (tokens > 0) {
            terms.add(tokens + " * " + price);
        }
    }
}
