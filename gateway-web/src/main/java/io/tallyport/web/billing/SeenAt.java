package io.tallyport.web.billing;

import io.tallyport.location.Location;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a request comes from, as a proxy of the operator's tells it in a header; nobody else's word for it counts. */
@ApplicationScoped
class SeenAt {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    @Inject
    @ConfigProperty(name = "tallyport.tax.country-header")
    private Optional<String> header;

    Optional<Location> of(HttpServletRequest request) {
        return header.map(request::getHeader)
                .filter(country -> COUNTRY.matcher(country).matches())
                .map(country -> new Location(
                        Location.Kind.IP_ADDRESS, country, "the network address " + request.getRemoteAddr()));
    }
}
