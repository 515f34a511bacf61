package io.tallyport.inbound;

import io.tallyport.database.DatabaseState;
import io.tallyport.inbound.InboundEventStore.Claimed;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.Payments;
import io.tallyport.timing.Backoff;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at stored events, on whatever node: each until something came of it. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventWorker {
    private static final Logger LOG = System.getLogger(EventWorker.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Backoff BACKOFF = new Backoff(PAUSE, Duration.ofMinutes(10));
    private static final int AT_ONCE = 20;

    @Inject
    private InboundEventStore store;

    @Inject
    private PaymentProviders providers;

    @Inject
    private Payments payments;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @Resource
    private ManagedExecutorService executor;

    @PostConstruct
    void start() {
        intervals.every(PAUSE, "look at what payment providers told", this::work);
    }

    /** An event was stored; does not wait for what comes of it. */
    public void wake() {
        executor.execute(this::work);
    }

    private void work() {
        if (!state.isReachable() || providers.active().isEmpty()) {
            return;
        }
        List<Claimed> claimed = store.claim(AT_ONCE, CLAIM);
        claimed.forEach(this::lookAt);
    }

    private void lookAt(Claimed event) {
        try {
            PaymentProvider provider = providers
                    .active()
                    .filter(active -> active.name().equals(event.provider()))
                    .orElseThrow(() -> new IllegalStateException(event.provider() + " is not in use"));
            PaymentProvider.Event told = provider.read(event.body());
            Optional<String> session = payments.sessionOf(provider, told);
            if (session.isEmpty()) {
                store.end(event.id(), "DONE", "nothing we follow");
                return;
            }
            Crediting.Result result = payments.lookAt(provider, session.get());
            boolean isForPeople = result.outcome() == Crediting.Outcome.MISMATCH;
            store.end(event.id(), isForPeople ? "QUARANTINED" : "DONE", result.outcome() + " " + result.reason());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Event " + event.id() + " could not be looked at; trying again", e);
            store.again(event.id(), BACKOFF.doubled(event.attempts()), String.valueOf(e.getMessage()));
        }
    }
}
