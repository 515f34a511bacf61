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
        if (chosen.isPresent() && active().isEmpty()) {
            List<String> names =
                    all.stream().map(PaymentProvider::name).sorted().toList();
            throw new IllegalStateException(
                    "tallyport.payment.provider is " + chosen.get() + "; there are " + String.join(", ", names));
        }
    }

    /** Empty where nothing is sold online. */
    public Optional<PaymentProvider> active() {
        return chosen.flatMap(this::find);
    }

    private Optional<PaymentProvider> find(String name) {
        return all.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }
}
