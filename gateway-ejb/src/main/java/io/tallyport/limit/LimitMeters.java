package io.tallyport.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallyport.error.Limit;
import io.tallyport.error.Limit.Kind;
import io.tallyport.error.Limit.Scope;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of admission: {@code tallyport_calls_above_recommended_concurrency_total} and
 * {@code tallyport_refused_by_limit_total}. Each counter is kept, since the server's registry looks through all its meters to
 * find one by name.
 */
@ApplicationScoped
class LimitMeters {
    private final Map<Refusal, Counter> refusals = new ConcurrentHashMap<>();
    private @Nullable Counter aboveRecommended;

    @Inject
    private MeterRegistry registry;

    private record Refusal(Scope scope, Kind kind) {}

    @PostConstruct
    void register() {
        aboveRecommended = registry.counter("tallyport.calls.above.recommended.concurrency");
    }

    void countAboveRecommended() {
        Objects.requireNonNull(aboveRecommended).increment();
    }

    void countRefusal(Limit limit) {
        refusals.computeIfAbsent(new Refusal(limit.scope(), limit.kind()), this::register)
                .increment();
    }

    private Counter register(Refusal refusal) {
        return registry.counter(
                "tallyport.refused.by.limit", "scope", refusal.scope.label(), "limit", refusal.kind.label());
    }
}
