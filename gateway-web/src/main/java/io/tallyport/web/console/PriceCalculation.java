package io.tallyport.web.console;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A call's price written out for people to recompute: exact until its one rounding, down to a whole nano-credit.
 *
 * @param list the sum of the lines, in credits
 * @param exact {@code list} times both factors, in credits
 * @param debitNano {@code exact} rounded down
 */
public record PriceCalculation(
        List<Line> lines, String list, String baseFactor, String tierFactor, String exact, long debitNano) {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_DIGITS = 6;

    /** Tokens of one price class; price in credits per million tokens, amount in credits. */
    public record Line(String tokenClass, long tokens, String price, String amount) {}

    private record Term(String tokenClass, long tokens, BigDecimal price) {
        BigDecimal amount() {
            return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(PPM_DIGITS);
        }

        Line line() {
            return new Line(tokenClass, tokens, plain(price), plain(amount()));
        }
    }

    static PriceCalculation of(TokenCounts tokens, Prices prices, Factors factors) {
        List<Term> terms = Stream.of(
                        term("Input", tokens.input(), prices.input()),
                        term("Cache write, 5 minutes", tokens.cacheWrite5m(), prices.write5mPrice()),
                        term("Cache write, 1 hour", tokens.cacheWrite1h(), prices.write1hPrice()),
                        term("Cache read", tokens.cacheRead(), prices.readPrice()),
                        term("Output", tokens.output(), prices.output()))
                .toList();
        BigDecimal list = terms.stream().map(Term::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal base = BigDecimal.valueOf(factors.basePpm(), PPM_DIGITS);
        BigDecimal tier = BigDecimal.valueOf(factors.tierPpm(), PPM_DIGITS);
        BigDecimal exact = list.multiply(base).multiply(tier);
        return new PriceCalculation(
                terms.stream().map(Term::line).toList(),
                plain(list),
                plain(base),
                plain(tier),
                plain(exact),
                exact.setScale(NANO_DIGITS, RoundingMode.DOWN).unscaledValue().longValueExact());
    }

    private static Term term(String tokenClass, long tokens, long priceNano) {
        return new Term(tokenClass, tokens, BigDecimal.valueOf(priceNano, NANO_DIGITS));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
