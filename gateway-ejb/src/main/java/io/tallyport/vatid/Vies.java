package io.tallyport.vatid;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The register of the member states, as its REST interface is; public, because its client calls it by reflection. */
@RegisterRestClient(configKey = "tallyport.vies", baseUri = "https://ec.europa.eu/taxation_customs/vies/rest-api")
@Path("/check-vat-number")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface Vies {

    /** The requester is our own identifier; without it there is no consultation number. */
    record Question(
            String countryCode,
            String vatNumber,
            @Nullable String requesterMemberStateCode,
            @Nullable String requesterNumber) {}

    /**
     * @param valid null where something failed
     * @param requestIdentifier the consultation number
     * @param errorWrappers what failed, such as MS_UNAVAILABLE
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            @Nullable Boolean valid,
            @Nullable String requestIdentifier,
            @Nullable String name,
            @Nullable String address,
            @Nullable List<Failure> errorWrappers) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failure(@Nullable String error) {}

    @POST
    Answer check(Question question);
}
