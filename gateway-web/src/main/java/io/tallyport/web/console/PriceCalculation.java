package io.tallyport.web.console;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A call's price written out for people to recompute: exact until its one rounding, down to a whole nano-credit.
 *
 * @param list the sum of the lines, in credits
 * @param factors those that are not 1, and the two that every customer has
 * @param exact {@code list} times all factors, in credits
 * @param debitNano {@code exact} rounded down
 */
public record PriceCalculation(List<Line> lines, String list, List<Factor> factors, String exact, long debitNano) {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_DIGITS = 6;

    /** Tokens of one price class; price in credits per million tokens, amount in credits. */
    public record Line(String tokenClass, long tokens, String price, String amount) {}

    /** One factor on the list price, and what it is for. */
    public record Factor(String purpose, String value) {}

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
                        term("Audio input", tokens.audioInput(), prices.audioPrice()),
                        term("Output", tokens.output(), prices.output()))
                .toList();
        BigDecimal list = terms.stream().map(Term::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal exact = list.multiply(ppm(factors.basePpm()))
                .multiply(ppm(factors.tierPpm()))
                .multiply(ppm(factors.batchPpm()))
                .multiply(ppm(factors.upliftPpm()));
        return new PriceCalculation(
                terms.stream()
                        .map(Term::line)
                        .filter(line -> line.tokens() > 0 || !line.tokenClass().equals("Audio input"))
                        .toList(),
                plain(list),
                named(factors),
                plain(exact),
                exact.setScale(NANO_DIGITS, RoundingMode.DOWN).unscaledValue().longValueExact());
    }

    private static List<Factor> named(Factors factors) {
        List<Factor> named = new ArrayList<>();
        named.add(new Factor("general discount", plain(ppm(factors.basePpm()))));
        named.add(new Factor("tier or contract", plain(ppm(factors.tierPpm()))));
        if (factors.batchPpm() != Factors.ONE_PPM) {
            named.add(new Factor("batch", plain(ppm(factors.batchPpm()))));
        }
        if (factors.upliftPpm() != Factors.ONE_PPM) {
            named.add(new Factor("regional or fast processing", plain(ppm(factors.upliftPpm()))));
        }
        return List.copyOf(named);
    }

    private static BigDecimal ppm(int factor) {
        return BigDecimal.valueOf(factor, PPM_DIGITS);
    }

    private static Term term(String tokenClass, long tokens, long priceNano) {
        return new Term(tokenClass, tokens, BigDecimal.valueOf(priceNano, NANO_DIGITS));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
