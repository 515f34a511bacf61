package io.tallyport.pricing;

import io.tallyport.catalog.PriceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The price book that a file is compared with, as it will be when the file takes effect.
 *
 * @param models provider and life of each model by its id
 * @param ids of models by their providers' other names
 * @param rows of each model, in force at that time and open
 * @param scheduled models for which something begins or ends later than that
 */
record PriceBook(
        Map<String, Known> models, Map<String, String> ids, Map<String, List<PriceRow>> rows, Set<String> scheduled) {

    record Known(String provider, boolean retired) {}

    static PriceBook of(Map<String, Known> models, Map<String, String> ids, List<PriceRow> all, Instant effective) {
        Map<String, List<PriceRow>> rows = new HashMap<>();
        Set<String> scheduled = new HashSet<>();
        for (PriceRow row : all) {
            if (row.to() != null || row.from().isAfter(effective)) {
                scheduled.add(row.modelId());
                continue;
            }
            rows.computeIfAbsent(row.modelId(), id -> new ArrayList<>()).add(row);
        }
        return new PriceBook(models, ids, rows, scheduled);
    }

    List<PriceRow> of(String modelId) {
        return rows.getOrDefault(modelId, List.of());
    }
}
