package io.tallyport.tax;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Freezes how a sale is taxed. */
@Stateless
public class TaxSnapshots {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Inject
    private TaxSnapshotStore store;

    /**
     * @param parties seller, buyer, checks and evidence as they are at this moment: maps, lists and strings
     * @param net minor units of {@code currency}, above 0
     */
    public TaxSnapshot freeze(
            TaxAssessment assessment, Instant taxPoint, String currency, long net, Map<String, ?> parties) {
        long tax = assessment.tax(net);
        Map<String, @Nullable Object> content = new TreeMap<>(parties);
        content.put("rule_set", assessment.ruleSet());
        content.put("rule_row", assessment.row());
        content.put("code", assessment.code());
        content.put("category", assessment.category());
        content.put(
                "percent",
                assessment.percent() == null ? null : assessment.percent().toPlainString());
        content.put("jurisdiction", assessment.jurisdiction());
        content.put("tax_name", assessment.taxName());
        content.put("vatex", assessment.vatex());
        content.put(
                "wording",
                assessment.wording() == null ? null : assessment.wording().name());
        content.put("tax_point", taxPoint.toString());
        content.put("rounding", "half up, once per document and rate");
        content.put("currency", currency);
        content.put("net_minor", net);
        content.put("tax_minor", tax);
        content.put("gross_minor", Math.addExact(net, tax));
        return store.insert(assessment, taxPoint, currency, net, tax, json(content));
    }

    public Optional<TaxSnapshot> find(long id) {
        return store.find(id);
    }

    private static String json(Map<String, @Nullable Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tax snapshot cannot be written", e);
        }
    }
}
