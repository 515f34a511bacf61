package io.tallyport.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cost profiles of all accounts: rows in force, or soon to be. */
final class Costs {
    /** Stands for the model in rows that hold for every one. */
    static final String EVERY_MODEL = "";

    private final Map<Key, List<DatedCost>> rows = new HashMap<>();

    private record Key(long accountId, String modelId) {}

    /** One row with the time it holds for. */
    record DatedCost(
            long accountId,
            String modelId,
            Instant from,
            @Nullable Instant to,
            ProviderCost.Row row) {
        boolean isInForce(Instant now) {
            return !now.isBefore(from) && (to == null || now.isBefore(to));
        }
    }

    Costs(List<DatedCost> all) {
        all.stream()
                .sorted(Comparator.comparingInt(dated -> dated.row().aboveInputTokens()))
                .forEach(dated -> rows.computeIfAbsent(
                                new Key(dated.accountId(), dated.modelId()), key -> new ArrayList<>())
                        .add(dated));
    }

    /** A model's own rows go before the account's. */
    ProviderCost at(long accountId, String modelId, Instant now) {
        if (rows.isEmpty()) {
            return ProviderCost.AT_LIST;
        }
        ProviderCost own = inForce(new Key(accountId, modelId), now);
        return own.rows().isEmpty() ? inForce(new Key(accountId, EVERY_MODEL), now) : own;
    }

    private ProviderCost inForce(Key key, Instant now) {
        List<ProviderCost.Row> found = rows.getOrDefault(key, List.of()).stream()
                .filter(dated -> dated.isInForce(now))
                .map(DatedCost::row)
                .toList();
        return found.isEmpty() ? ProviderCost.AT_LIST : new ProviderCost(found);
    }
}
