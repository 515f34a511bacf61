package io.tallyport.web.security;

import io.tallyport.audit.Actor;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.Limits;
import io.tallyport.operator.OperatorKeys;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.entry.PresentedKey;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Names the operator of an {@link OperatorKeyed} resource, or answers 401 or 403. */
@OperatorKeyed
@Provider
public class OperatorKeyFilter implements ContainerRequestFilter {
    private static final String ACTOR = "tallyport.operator";

    @Inject
    private OperatorKeys keys;

    @Inject
    private Limits limits;

    @Context
    private HttpServletRequest servletRequest;

    /** Whose key a request came with, on resources that are {@link OperatorKeyed}. */
    public static Actor operator(HttpServletRequest request) {
        return (Actor) request.getAttribute(ACTOR);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Inbound.current().remember(servletRequest);
        String key = PresentedKey.of(
                        request.getHeaderString(PresentedKey.X_API_KEY),
                        request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.INVALID_KEY, "No key. Send an operator key as 'Authorization: Bearer ok-tp-...'."));
        if (key.startsWith("sk-tp-") || key.startsWith("mk-tp-")) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "This takes an operator key (ok-tp-...); yours is one of an organisation.");
        }
        servletRequest.setAttribute(ACTOR, verify(key));
    }

    private Actor verify(String key) {
        String address = servletRequest.getRemoteAddr();
        limits.requireFewFailedKeys(address);
        Optional<Actor> operator = keys.verify(key);
        if (operator.isEmpty()) {
            limits.countFailedKey(address);
        }
        return operator.orElseThrow(() -> new GatewayException(
                ErrorCode.INVALID_KEY, "This operator key is malformed or unknown. Keys look like ok-tp-...."));
    }
}
