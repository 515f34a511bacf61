package io.tallyport.web.usage;

import io.tallyport.catalog.Prices;
import io.tallyport.ledger.PostedEntry;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.RecordedCall;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call's line on the bill; what it cost us and where it went is not on it. */
final class CallJson {
    private static final int MICROS_PER_MILLI = 1_000;

    private CallJson() {}

    /** As lists show it. */
    static JsonObject brief(RecordedCall call) {
        return common(call).build();
    }

    /** With everything it can be recomputed from. */
    static JsonObject whole(RecordedCall call, Prices prices, List<PostedEntry> entries) {
        UsageEvent event = call.event();
        Factors factors = event.terms().factors();
        return common(call)
                .add("price", price(prices))
                .add(
                        "factors",
                        Json.createObjectBuilder()
                                .add("base_ppm", factors.basePpm())
                                .add("tier_ppm", factors.tierPpm())
                                .add("batch_ppm", factors.batchPpm())
                                .add("uplift_ppm", factors.upliftPpm()))
                .add("window_spend", Amounts.of(event.terms().windowSpendNano()))
                .add("cache_saved", Amounts.of(Rating.cacheSaved(event.tokens(), prices, factors)))
                .add("recompute", Recomputation.of(event.tokens(), prices, factors))
                .add("entries", entries(entries))
                .build();
    }

    private static JsonObjectBuilder common(RecordedCall call) {
        UsageEvent event = call.event();
        return Json.createObjectBuilder()
                .add("id", call.id().toString())
                .add("object", "usage.request")
                .add("created_at", call.at().toString())
                .add("key", event.keyId())
                .add("model", event.modelId())
                .add("surface", event.labels().surface().toLowerCase(java.util.Locale.ROOT))
                .add("stream", event.stream())
                .add("status", event.status())
                .add("session", Amounts.orNull(event.labels().session()))
                .add("tag", Amounts.orNull(event.labels().tag()))
                .add("client_ip", event.labels().clientIp())
                .add("outcome", outcome(call))
                .add("tokens", Amounts.of(event.tokens()))
                .add("tier", event.terms().tier())
                .add("list", Amounts.of(event.charge().listNano()))
                .add("debit", Amounts.of(call.reversed() ? 0 : event.charge().debitNano()))
                .add("hold", Amounts.of(event.terms().holdNano()))
                .add(
                        "timing",
                        Json.createObjectBuilder()
                                .add(
                                        "first_byte_us",
                                        Amounts.orNull(event.timing().firstByte()))
                                .add("total_us", event.timing().total())
                                .add(
                                        "overhead_us",
                                        Amounts.orNull(event.timing().overhead())))
                .add("attempts", attempts(event.tried()));
    }

    /** Those before the one whose answer counted. */
    private static JsonArrayBuilder attempts(List<TriedAttempt> tried) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (TriedAttempt attempt : tried) {
            array.add(Json.createObjectBuilder()
                    .add("n", attempt.n())
                    .add("status", attempt.status())
                    .add("reason", attempt.reason())
                    .add("ms", attempt.totalMicros() / MICROS_PER_MILLI));
        }
        return array;
    }

    private static JsonObject outcome(RecordedCall call) {
        UsageEvent event = call.event();
        return Json.createObjectBuilder()
                .add("rule", event.outcome().name())
                .add("reason", event.outcome().reason())
                .add("estimated", event.estimated())
                .add("reversed", call.reversed())
                .add("policy", Amounts.orNull(event.policy()))
                .build();
    }

    private static JsonObject price(Prices prices) {
        return Json.createObjectBuilder()
                .add("id", prices.id())
                .add("unit", "nano-USD per 1,000,000 tokens")
                .add("input", Long.toString(prices.input()))
                .add("cache_write_5m", orNull(prices.cacheWrite5m()))
                .add("cache_write_1h", orNull(prices.cacheWrite1h()))
                .add("cache_read", orNull(prices.cacheRead()))
                .add("audio_input", orNull(prices.audioInput()))
                .add("output", Long.toString(prices.output()))
                .build();
    }

    private static JsonValue orNull(@Nullable Long price) {
        return Amounts.orNull(price == null ? null : price.toString());
    }

    private static JsonArrayBuilder entries(List<PostedEntry> entries) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (PostedEntry entry : entries) {
            array.add(Json.createObjectBuilder()
                    .add("tx", entry.transactionId().toString())
                    .add("kind", entry.kind())
                    .add("line", entry.line())
                    .add("posted_at", entry.postedAt().toString())
                    .add("debit_account", entry.debitClass())
                    .add("credit_account", entry.creditClass())
                    .add("amount", Amounts.of(entry.amount())));
        }
        return array;
    }
}
