package io.tallyport.web.billing;

import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where buyers come back to from a payment page: nothing is credited there. */
@ApplicationScoped
public class ReturnUrls {
    private static final String FIELD = "return_url";
    private static final int LONGEST = 2_048;

    @Inject
    @ConfigProperty(name = "tallyport.payment.return-url")
    private Optional<String> configured;

    /**
     * What was asked for, or else what is configured.
     *
     * @throws GatewayException 400 for what is no {@code https} URL, and where there is neither
     */
    String of(@Nullable String asked) {
        if (asked == null) {
            return configured.orElseThrow(() -> GatewayException.invalid(
                    FIELD, "Send return_url: an https:// URL that the buyer comes back to from the payment page."));
        }
        if (!asked.equals(configured.orElse(null)) && !isSafe(asked)) {
            throw GatewayException.invalid(
                    FIELD,
                    "return_url must be an https:// URL of at most 2048 characters with a host, and without user or password.");
        }
        return asked;
    }

    private static boolean isSafe(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= LONGEST
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
