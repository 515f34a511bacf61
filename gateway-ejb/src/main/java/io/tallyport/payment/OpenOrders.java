package io.tallyport.payment;

import io.tallyport.database.DatabaseState;
import io.tallyport.order.Orders;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The back-stop of webhooks that never come: asks the provider about every order that waits for its payment, and ends quotes
 * that nobody took up.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OpenOrders {
    private static final Logger LOG = System.getLogger(OpenOrders.class.getName());

    @Inject
    @ConfigProperty(name = "tallyport.payment.poll-every", defaultValue = "PT1M")
    private Duration pause;

    @Inject
    private PaymentProviders providers;

    @Inject
    private Payments payments;

    @Inject
    private Orders orders;

    @Inject
    private Redirects redirects;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(pause, "ask about orders that wait for their payment", this::poll);
    }

    private void poll() {
        if (!state.isReachable()) {
            return;
        }
        redirects.expireQuotes();
        providers.active().ifPresent(this::poll);
    }

    private void poll(PaymentProvider provider) {
        for (String session : orders.openSessions(provider.name())) {
            try {
                payments.lookAt(provider, session);
            } catch (PaymentProvider.Unavailable e) {
                LOG.log(Level.WARNING, "The payment provider cannot be asked; trying again later", e);
                return;
            }
        }
    }
}
