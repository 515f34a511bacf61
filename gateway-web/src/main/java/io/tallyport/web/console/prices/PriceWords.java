package io.tallyport.web.console.prices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prices and what belongs to them, as people read them. */
@Named("prices")
@ApplicationScoped
public class PriceWords {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_PER_PERCENT_DIGITS = 4;
    private static final int MOST_LISTED = 30;

    /** Nano-USD as USD with at least two decimals. */
    public String usd(long nanos) {
        BigDecimal usd = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return usd.setScale(Math.max(2, usd.scale())).toPlainString();
    }

    public String percent(int ppm) {
        return BigDecimal.valueOf(ppm, PPM_PER_PERCENT_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    /** A constant's name as words. */
    public String word(Enum<?> constant) {
        String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The first of them, and how many more there are. */
    public String list(List<String> all) {
        String first = all.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return all.size() > MOST_LISTED ? first + " and " + (all.size() - MOST_LISTED) + " more" : first;
    }

    public String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " of " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
