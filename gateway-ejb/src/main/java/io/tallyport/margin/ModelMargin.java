package io.tallyport.margin;

import io.tallyport.catalog.Model;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.Margin;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model leaves us.
 *
 * @param account the dearest one that serves it; null: none does, and the cost is taken at list
 * @param costAgreed whether that account's cost was agreed, rather than the provider's list price
 * @param tiers in the order of their spend
 */
public record ModelMargin(Model model, @Nullable String account, boolean costAgreed, List<AtTier> tiers) {
    private static final int PPM_PER_TENTH = 1_000;

    /** All classes at one tier's multiplier. */
    public record AtTier(String tier, List<Margin> classes) {
        public Margin worst() {
            return classes.stream().min(Comparator.comparingInt(Margin::ppm)).orElseThrow();
        }

        /** The worst class as a percentage with one decimal. */
        public String percent() {
            return ModelMargin.percent(worst().ppm());
        }

        public boolean isNegative() {
            return classes.stream().anyMatch(Margin::negative);
        }
    }

    public ModelMargin {
        tiers = List.copyOf(tiers);
    }

    public boolean isNegative() {
        return tiers.stream().anyMatch(AtTier::isNegative);
    }

    /** @throws GatewayException 422 if it is negative at some tier */
    void requireNoLoss() {
        if (isNegative()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, model.id() + " would be sold below its cost: " + inWords() + ".");
        }
    }

    /** The lowest of all, by which accounts are compared. */
    int worstPpm() {
        return tiers.stream().mapToInt(tier -> tier.worst().ppm()).min().orElse(0);
    }

    /** As it is kept with the opening of a model, such as {@code Starter 12.5 %, Growth -9.4 %}. */
    public String inWords() {
        return tiers.stream().map(tier -> tier.tier() + " " + tier.percent()).collect(Collectors.joining(", "))
                + " against " + (account == null ? "no account" : account) + (costAgreed ? "" : " at list");
    }

    /** Rounded down to a tenth of a per cent. */
    static String percent(int ppm) {
        if (ppm == Integer.MIN_VALUE) {
            return "given away";
        }
        long tenths = Math.floorDiv(ppm, PPM_PER_TENTH);
        return (tenths < 0 ? "−" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + " %";
    }
}
