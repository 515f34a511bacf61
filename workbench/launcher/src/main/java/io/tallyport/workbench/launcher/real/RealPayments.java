package io.tallyport.workbench.launcher.real;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Stripe, where the configuration file has its key; without, the sandbox stands in. */
public record RealPayments(Map<String, String> environment) {

    /** The file's {@code stripe.api-key}, {@code stripe.webhook-secret} and, for an emulator, {@code stripe.base-url}. */
    public static RealPayments find(Optional<Path> file) {
        Properties properties = ConfigFile.read(file);
        String key = properties.getProperty("stripe.api-key", "").strip();
        if (key.isEmpty()) {
            return new RealPayments(Map.of());
        }
        String secret = properties.getProperty("stripe.webhook-secret", "").strip();
        if (secret.isEmpty()) {
            throw new CannotStart("stripe.api-key stands without stripe.webhook-secret: no payment could be verified.");
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "TALLYPORT_PAYMENT_PROVIDER",
                "stripe",
                "TALLYPORT_PAYMENT_STRIPE_API_KEY",
                key,
                "TALLYPORT_PAYMENT_STRIPE_WEBHOOK_SECRETS",
                secret));
        Optional.ofNullable(properties.getProperty("stripe.base-url"))
                .ifPresent(url -> environment.put("TALLYPORT_PAYMENT_STRIPE_BASE_URL", url));
        return new RealPayments(environment);
    }

    public boolean isEmpty() {
        return environment.isEmpty();
    }
}
