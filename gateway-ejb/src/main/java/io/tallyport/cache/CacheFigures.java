package io.tallyport.cache;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a group of calls got out of prompt caches; amounts in nano-credits, rounded down once.
 *
 * @param promptTokens uncached, read and written
 * @param hitRatePpm read tokens among all prompt tokens, rounded down; null: there are none
 * @param savedNano against plain input for all; below 0 if writes cost more than reads saved
 * @param neverReadTokens written, and not read by any later call while they lived
 * @param neverReadNano what writing those cost above plain input
 * @param breakEvenPpm by choice; null where the choice is not offered, or the group's prices differ
 * @param costNano of the cacheable tokens, by choice, had all calls made it; choices not offered are left out
 * @param advice the cheapest choice; null: no token went through a cache
 */
public record CacheFigures(
        long promptTokens,
        long readTokens,
        long writtenTokens,
        @Nullable Long hitRatePpm,
        long savedNano,
        long neverReadTokens,
        long neverReadNano,
        Map<CacheChoice, @Nullable Long> breakEvenPpm,
        Map<CacheChoice, Long> costNano,
        @Nullable CacheChoice advice) {

    private static final List<CacheChoice> CACHING = List.of(CacheChoice.FIVE_MINUTES, CacheChoice.ONE_HOUR);

    public static CacheFigures of(List<CacheUse> uses) {
        long prompt = sum(uses, use -> use.tokens().prompt());
        long read = sum(uses, use -> use.tokens().cacheRead());
        long cacheable = sum(uses, CacheUse::cacheable);
        Map<CacheChoice, Long> costs = costs(uses);
        return new CacheFigures(
                prompt,
                read,
                cacheable - read,
                prompt == 0 ? null : ppm(read, prompt),
                total(uses, CacheUse::saved),
                sum(uses, use -> Math.addExact(use.neverRead5m(), use.neverRead1h())),
                total(uses, CacheUse::paidForNothing),
                breakEvens(uses),
                costs,
                cacheable == 0 ? null : cheapest(costs));
    }

    private static Map<CacheChoice, Long> costs(List<CacheUse> uses) {
        Map<CacheChoice, Long> costs = new EnumMap<>(CacheChoice.class);
        for (CacheChoice choice : CacheChoice.values()) {
            if (uses.stream().allMatch(use -> choice.isOffered(use.prices()))) {
                costs.put(choice, total(uses, use -> use.cost(choice)));
            }
        }
        return costs;
    }

    private static Map<CacheChoice, @Nullable Long> breakEvens(List<CacheUse> uses) {
        Map<CacheChoice, @Nullable Long> breakEvens = new EnumMap<>(CacheChoice.class);
        for (CacheChoice choice : CACHING) {
            Set<Long> rates = uses.stream()
                    .map(use -> BreakEven.hitRatePpm(use.prices(), choice))
                    .map(rate -> rate == null ? -1 : rate)
                    .collect(Collectors.toSet());
            boolean isOne = rates.size() == 1 && !rates.contains(-1L);
            breakEvens.put(choice, isOne ? rates.iterator().next() : null);
        }
        return breakEvens;
    }

    /** Of equal ones the one that asks for less. */
    private static CacheChoice cheapest(Map<CacheChoice, Long> costs) {
        CacheChoice cheapest = CacheChoice.OFF;
        for (Map.Entry<CacheChoice, Long> cost : costs.entrySet()) {
            if (cost.getValue() < costs.getOrDefault(cheapest, Long.MAX_VALUE)) {
                cheapest = cost.getKey();
            }
        }
        return cheapest;
    }

    private static long sum(List<CacheUse> uses, ToLongFunction<CacheUse> figure) {
        return uses.stream().mapToLong(figure).reduce(0, Math::addExact);
    }

    private static long total(List<CacheUse> uses, Function<CacheUse, Exact> amount) {
        return uses.stream().map(amount).reduce(Exact.ZERO, Exact::plus).nanoRoundedDown();
    }

    private static long ppm(long part, long whole) {
        return BigInteger.valueOf(part)
                .multiply(BigInteger.valueOf(1_000_000))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
