package io.tallyport.web.error;

import io.tallyport.chat.Protocol;
import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.web.entry.Inbound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Renders whatever a resource throws in the caller's shape; the unforeseen is logged and told without its internals. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Inbound inbound = Inbound.of(request);
        boolean anthropic = request.getHeader("anthropic-version") != null || request.getHeader("x-api-key") != null;
        Protocol protocol = ErrorBody.protocolOf(request.getRequestURI(), anthropic);
        return ErrorResponse.of(protocol, refusal(failure, inbound), inbound.id());
    }

    private GatewayException refusal(Throwable failure, Inbound inbound) {
        if (failure instanceof GatewayException refusal) {
            return refusal;
        }
        if (failure instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus());
        }
        if (failure instanceof DatabaseException) {
            LOG.log(Level.WARNING, "Request " + inbound.id() + " needed the database, which did not serve it", failure);
            return new GatewayException(ErrorCode.OVERLOADED, "The gateway cannot read its books right now; try again.")
                    .retryAfter("1");
        }
        LOG.log(Level.ERROR, "Request " + inbound.id() + " failed", failure);
        return new GatewayException(ErrorCode.INTERNAL, "The gateway failed to answer. Quote the request id.");
    }

    private GatewayException ofStatus(int status) {
        return switch (status) {
            case 404 ->
                new GatewayException(
                        ErrorCode.NOT_FOUND,
                        "Unknown request URL: " + request.getMethod() + " " + request.getRequestURI() + ".");
            case 405 ->
                new GatewayException(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "Not allowed: " + request.getMethod() + " on " + request.getRequestURI() + ".");
            case 415 -> new GatewayException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send content-type: application/json.");
            default -> new GatewayException(ErrorCode.INVALID_REQUEST, "The request cannot be served.");
        };
    }
}
