package io.tallyport.payment;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The provider that payments go through: the one that {@code tallyport.payment.provider} names. There is one at a time, so
 * that test money never stands beside real money.
 */
@Singleton
@Startup
public class PaymentProviders {
    @Inject
    @ConfigProperty(name = "tallyport.payment.provider")
    private Optional<String> chosen;

    @Inject
    private Instance<PaymentProvider> all;

    @PostConstruct
    void check() {
        check(chosen, all.stream().toList());
    }

    static void check(Optional<String> chosen, List<PaymentProvider> all) {
        if (chosen.isEmpty()) {
            return;
        }
        PaymentProvider active = find(all, chosen.get()).orElseThrow(() -> unknown(chosen.get(), all));
        if (!active.isConfigured() || active.webhookSecrets().isEmpty()) {
            throw new IllegalStateException("tallyport.payment.provider is " + active.name()
                    + ", which lacks its key or the secret of its webhooks; see docs/payment-providers.md");
        }
        // it was most likely meant to be the one
        boolean isRealMoneyBeside = all.stream().anyMatch(other -> other.isConfigured() && other.isLive());
        if (!active.isLive() && isRealMoneyBeside) {
            throw new IllegalStateException("tallyport.payment.provider is " + active.name()
                    + ", which takes test money, and a live key of another is configured beside it; take one away");
        }
    }

    private static IllegalStateException unknown(String name, List<PaymentProvider> all) {
        List<String> names = all.stream().map(PaymentProvider::name).sorted().toList();
        return new IllegalStateException(
                "tallyport.payment.provider is " + name + "; there are " + String.join(", ", names));
    }

    /** Empty where nothing is sold online. */
    public Optional<PaymentProvider> active() {
        return chosen.flatMap(name -> find(all.stream().toList(), name));
    }

    private static Optional<PaymentProvider> find(List<PaymentProvider> all, String name) {
        return all.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }
}
