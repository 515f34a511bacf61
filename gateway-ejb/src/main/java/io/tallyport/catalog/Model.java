package io.tallyport.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of the price book.
 *
 * @param displayName for people; the id where it has none
 * @param contextWindow most prompt tokens it takes
 * @param maxOutput most tokens it answers; null if the source does not say
 * @param line family such as {@code opus}; null: none
 * @param efforts the words it takes for how much to think, from least to most
 * @param cacheMinTokens shortest prompt that can be cached; null if the source does not say
 * @param open whether someone opened it after seeing its margin; calls of a closed one are refused
 * @param successor id of the model that serves calls for this one once it is retired
 */
public record Model(
        String id,
        String displayName,
        String provider,
        Api api,
        String status,
        int contextWindow,
        @Nullable Integer maxOutput,
        @Nullable String line,
        Set<Capability> capabilities,
        List<String> efforts,
        @Nullable Integer cacheMinTokens,
        @Nullable LocalDate retiresOn,
        @Nullable String successor,
        Instant listedSince,
        boolean open,
        PriceList prices) {

    private static final List<String> ALL_EFFORTS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    public Model {
        capabilities = Set.copyOf(capabilities);
        efforts = List.copyOf(efforts);
    }

    /** A model that is in no price book yet, known by its prices alone and closed. */
    public static Model newcomer(String id, String provider, Api api, PriceList prices) {
        return new Model(
                id,
                id,
                provider,
                api,
                "listed",
                1,
                null,
                null,
                Set.of(),
                List.of(),
                null,
                null,
                null,
                Instant.EPOCH,
                false,
                prices);
    }

    /** The effort that it takes and that comes closest to the wanted one without going above it, if any is below. */
    public String nearestEffort(String wanted) {
        int most = ALL_EFFORTS.indexOf(wanted);
        return most < 0
                ? wanted
                : efforts.stream()
                        .filter(effort -> ALL_EFFORTS.indexOf(effort) <= most)
                        .reduce((lower, higher) -> higher)
                        .orElse(efforts.getFirst());
    }

    /** Whether it takes an effort in words. */
    public boolean takesEffort() {
        return !efforts.isEmpty();
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** The same model at other prices. */
    Model at(PriceList now) {
        return new Model(
                id,
                displayName,
                provider,
                api,
                status,
                contextWindow,
                maxOutput,
                line,
                capabilities,
                efforts,
                cacheMinTokens,
                retiresOn,
                successor,
                listedSince,
                open,
                now);
    }

    public boolean isRetired() {
        return status.equals("retired");
    }
}
