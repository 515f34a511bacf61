package io.tallyport.refund;

import io.tallyport.alert.Alerts;
import io.tallyport.database.DatabaseState;
import io.tallyport.database.Retries;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProvider.RefundOrder;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.Payments;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.refund.PaymentRefund.State;
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

/**
 * Asks the provider to pay refunds out, on whatever node, and after those that it is about to pay. A node that dies between
 * the question and its answer leaves it to another, which asks under the same key.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RefundWorker {
    private static final Logger LOG = System.getLogger(RefundWorker.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Backoff BACKOFF = new Backoff(PAUSE, Duration.ofMinutes(10));
    private static final int AT_ONCE = 20;
    private static final int ATTEMPTS_UNTIL_ALERT = 5;

    @Inject
    private PaymentRefundStore store;

    @Inject
    private RefundBook book;

    @Inject
    private PaymentProviders providers;

    @Inject
    private Payments payments;

    @Inject
    private Alerts alerts;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @Resource
    private ManagedExecutorService executor;

    @PostConstruct
    void start() {
        intervals.every(PAUSE, "have refunds paid out", this::work);
    }

    /** There is something to be paid out; does not wait for it. */
    public void wake() {
        executor.execute(this::work);
    }

    private void work() {
        if (!state.isReachable()) {
            return;
        }
        providers.active().ifPresent(provider -> store.claim(provider.name(), AT_ONCE, CLAIM)
                .forEach(refund -> goOn(provider, refund)));
    }

    private void goOn(PaymentProvider provider, PaymentRefund refund) {
        try {
            if (refund.state() == State.PENDING) {
                payments.lookAtPayment(provider, refund.paymentId());
            } else {
                ask(provider, refund);
            }
            store.again(refund.id(), BACKOFF.doubled(refund.attempts()), "asked");
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Refund " + refund.key() + " could not be asked for; trying again", e);
            store.again(refund.id(), BACKOFF.doubled(refund.attempts()), String.valueOf(e.getMessage()));
            if (refund.attempts() >= ATTEMPTS_UNTIL_ALERT) {
                alerts.raise("refund-stuck", null, refund.provider() + ": " + refund.key());
            }
        }
    }

    private void ask(PaymentProvider provider, PaymentRefund refund) {
        ProviderRefund answer =
                provider.refund(new RefundOrder(refund.key(), refund.paymentId(), refund.currency(), refund.amount()));
        Retries.run(() -> {
            book.answered(refund.id(), answer);
            return answer;
        });
    }
}
