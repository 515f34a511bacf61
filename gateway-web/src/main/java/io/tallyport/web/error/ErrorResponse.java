package io.tallyport.web.error;

import io.tallyport.chat.Protocol;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.LimitHeaders;
import io.tallyport.usage.RequestId;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An error as a JAX-RS response. */
public final class ErrorResponse {
    private ErrorResponse() {}

    public static Response of(Protocol protocol, GatewayException error, RequestId id) {
        Response.ResponseBuilder response = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(protocol, error, id));
        LimitHeaders.of(protocol, error).forEach(response::header);
        return response.build();
    }
}
