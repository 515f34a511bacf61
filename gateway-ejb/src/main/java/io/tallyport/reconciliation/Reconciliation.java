package io.tallyport.reconciliation;

import io.tallyport.database.DatabaseClock;
import io.tallyport.database.Retries;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Matches the provider in use with the books. */
@ApplicationScoped
public class Reconciliation {
    /** Lines may appear late; those that are known do nothing. */
    private static final Duration OVERLAP = Duration.ofDays(3);

    @Inject
    private PaymentProviders providers;

    @Inject
    private ReconciliationStore store;

    @Inject
    private BalanceBook book;

    @Inject
    private Comparison comparison;

    @Inject
    private DatabaseClock clock;

    /**
     * Matches now. No transaction may be open.
     *
     * @return all differences that are open afterwards; empty too where nothing was ever sold through a provider
     * @throws PaymentProvider.Unavailable if the provider cannot be asked now; nothing was compared then
     */
    public List<Difference> run() {
        Optional<PaymentProvider> provider = providers.active();
        return provider.map(active -> run(active, store.begin(active.name()))).orElse(List.of());
    }

    /** The run that was due at that moment, unless some node has done it or is at it. */
    void runIfDue(Instant due) {
        providers.active().ifPresent(active -> store.beginIfDue(active.name(), due)
                .ifPresent(run -> run(active, run)));
    }

    private List<Difference> run(PaymentProvider provider, long run) {
        Optional<Instant> from = store.lastComplete(provider.name())
                .map(last -> last.minus(OVERLAP))
                .or(() -> store.firstOrder(provider.name()));
        if (from.isEmpty()) {
            return List.of();
        }
        List<BalanceLine> lines = provider.balance(from.get(), clock.now().plusSeconds(1));
        lines.forEach(line -> Retries.run(() -> {
            book.take(provider.name(), line);
            return line;
        }));
        return Retries.run(() -> comparison.end(provider.name(), run));
    }
}
