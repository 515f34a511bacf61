package io.tallyport.web.security;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyKind;
import io.tallyport.key.Suspension;
import io.tallyport.limit.Limits;
import io.tallyport.operator.OperatorKeys;
import io.tallyport.tier.Tiers;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.entry.PresentedKey;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.HttpString;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the caller of a {@link Keyed} resource by its key, or answers 401. */
@Keyed
@Provider
public class ApiKeyFilter implements ContainerRequestFilter {
    private static final String CALLER = "tallyport.caller";

    private static final HttpString NOTICE = new HttpString("tallyport-notice");
    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");

    @Inject
    private ApiKeys keys;

    @Inject
    private Limits limits;

    @Inject
    private Tiers tiers;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private ResourceInfo resource;

    /** Whose key a request came with, on resources that are {@link Keyed}. */
    public static Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Inbound inbound = Inbound.current();
        inbound.remember(servletRequest);
        Caller caller = inbound.caller();
        Caller known = caller == null ? identify(request) : caller;
        known.requireValid();
        requireKindOf(known);
        requireRoleOf(known);
        known.requireAddress(servletRequest.getRemoteAddr());
        servletRequest.setAttribute(CALLER, known);
        announce(known.suspension());
    }

    private void requireKindOf(Caller caller) {
        @Nullable Keyed keyed = resource.getResourceClass().getAnnotation(Keyed.class);
        if (caller.kind() == KeyKind.MANAGEMENT && (keyed == null || !keyed.management())) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "A management key (mk-tp-...) makes no calls; they take a key of the form sk-tp-....");
        }
    }

    private void requireRoleOf(Caller caller) {
        @Nullable Needs ofMethod = resource.getResourceMethod().getAnnotation(Needs.class);
        @Nullable Needs needs = ofMethod == null ? resource.getResourceClass().getAnnotation(Needs.class) : ofMethod;
        if (needs != null) {
            caller.requireRole(needs.value());
        }
    }

    /** A suspension to come stands on every answer until it is there. */
    private static void announce(@Nullable Suspension suspension) {
        if (suspension != null && !suspension.isInForce()) {
            ServletRequestContext.requireCurrent()
                    .getExchange()
                    .getResponseHeaders()
                    .put(NOTICE, NOT_ASCII.matcher(suspension.notice()).replaceAll("?"));
        }
    }

    private Caller identify(ContainerRequestContext request) {
        String key = PresentedKey.of(
                        request.getHeaderString(PresentedKey.X_API_KEY),
                        request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.INVALID_KEY,
                        "No API key. Send it as 'Authorization: Bearer sk-tp-...' or 'x-api-key: sk-tp-...'."));
        if (key.startsWith(OperatorKeys.PREFIX)) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "An operator key (ok-tp-...) is for /v1/operator alone; this takes a key of an organisation.");
        }
        Caller caller = keys.remembered(key).orElseGet(() -> verify(key));
        tiers.load(caller.walletId());
        return caller;
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

    private static GatewayException unknownKey() {
        return new GatewayException(
                ErrorCode.INVALID_KEY, "This API key is malformed or unknown. Keys look like sk-tp-....");
    }
}
