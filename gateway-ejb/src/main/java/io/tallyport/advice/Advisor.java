package io.tallyport.advice;

import io.tallyport.error.GatewayException;
import io.tallyport.report.Slots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at an organisation's calls and says what its prompt caches did for it. */
@ApplicationScoped
public class Advisor {
    private static final int MOST_ROWS = 100_000;

    @Inject
    private AdviceStore store;

    @Inject
    private Slots slots;

    /** Days and months are of UTC. */
    public enum Grouping {
        DAY,
        MONTH
    }

    /**
     * Advice over a time, part by part and in all.
     *
     * @param parts by the first day of each
     */
    public record Advice(Map<LocalDate, CacheAdvice> parts, CacheAdvice total) {}

    /**
     * @param from at or after this, by the database's clock; null: the last 30 days
     * @param to before this; null: until now
     * @throws GatewayException 400 for calls that differ in too much, 503 if too many ask at once
     */
    public Advice of(long walletId, @Nullable Instant from, @Nullable Instant to, Grouping grouping) {
        List<JudgedCalls> calls = slots.with(() -> store.judged(walletId, from, to, grouping, MOST_ROWS + 1));
        if (calls.size() > MOST_ROWS) {
            throw GatewayException.invalid(
                    "from", "These calls differ in too much to be told together: narrow from and to.");
        }
        Map<LocalDate, CacheAdvice> parts = new TreeMap<>();
        calls.stream()
                .collect(Collectors.groupingBy(JudgedCalls::begin))
                .forEach((begin, those) -> parts.put(begin, CacheAdvice.of(those)));
        return new Advice(parts, CacheAdvice.of(calls));
    }
}
