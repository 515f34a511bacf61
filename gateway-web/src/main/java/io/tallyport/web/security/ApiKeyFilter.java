package io.tallyport.web.security;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.Caller;
import io.tallyport.limit.Limits;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the caller of a {@link Keyed} resource by its key, or answers 401. */
@Keyed
@Provider
public class ApiKeyFilter implements ContainerRequestFilter {
    /** Property of the request under which its {@link Caller} stands. */
    public static final String CALLER = "tallyport.caller";

    private static final String BEARER = "bearer ";

    @Inject
    private ApiKeys keys;

    @Inject
    private Limits limits;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        String key = presented(request);
        Optional<Caller> remembered = keys.remembered(key);
        servletRequest.setAttribute(CALLER, remembered.orElseGet(() -> verify(key)));
    }

    private Caller verify(String key) {
        String address = servletRequest.getRemoteAddr();
        limits.requireFewFailedKeys(address);
        Optional<Caller> caller = keys.verify(key);
        if (caller.isEmpty()) {
            limits.countFailedKey(address);
        }
        return caller.orElseThrow(ApiKeyFilter::unknownKey);
    }

    /** With both headers present the one of Anthropic's older clients counts (wire.md section 2.1). */
    private static String presented(ContainerRequestContext request) {
        @Nullable String apiKey = request.getHeaderString("x-api-key");
        if (apiKey != null && !apiKey.isBlank()) {
            return apiKey.strip();
        }
        @Nullable String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new GatewayException(
                    ErrorCode.INVALID_KEY,
                    "No API key. Send it as 'Authorization: Bearer sk-tp-...' or 'x-api-key: sk-tp-...'.");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static GatewayException unknownKey() {
        return new GatewayException(
                ErrorCode.INVALID_KEY, "This API key is malformed, unknown or revoked. Keys look like sk-tp-....");
    }
}
