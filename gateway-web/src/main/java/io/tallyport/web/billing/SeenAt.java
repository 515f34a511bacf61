package io.tallyport.web.billing;

import io.tallyport.location.Location;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a request comes from, as a proxy of the operator's tells it in a header; nobody else's word for it counts. */
@ApplicationScoped
class SeenAt {
    @Inject
    @ConfigProperty(name = "tallyport.tax.country-header")
    private Optional<String> header;

    Optional<Location> of(HttpServletRequest request) {
        String source = "the network address " + request.getRemoteAddr();
        return header.flatMap(name -> Location.told(Location.Kind.IP_ADDRESS, request.getHeader(name), source));
    }
}
