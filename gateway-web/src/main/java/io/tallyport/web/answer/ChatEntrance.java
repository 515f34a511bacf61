package io.tallyport.web.answer;

import io.tallyport.chat.WireFormat;
import io.tallyport.choice.Wishes;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.relay.CallRequest;
import io.tallyport.relay.ForwardedHeaders;
import io.tallyport.relay.Relay;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.security.ApiKeyFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands a suspended chat request of either protocol to the relay. */
@ApplicationScoped
public class ChatEntrance {
    private static final String SIMULATOR_PREFIX = "x-sim-";

    @Inject
    private Relay relay;

    @Inject
    private Pings pings;

    public void carry(WireFormat format, HttpServletRequest request, AsyncResponse response) {
        requireJson(request.getContentType());
        Inbound inbound = Inbound.current();
        Map<String, String> forwarded = new HashMap<>();
        Map<String, String> simulator = new HashMap<>();
        for (String header : Collections.list(request.getHeaderNames())) {
            String name = header.toLowerCase(Locale.ROOT);
            if (ForwardedHeaders.isForwarded(name)) {
                forwarded.put(name, String.join(",", Collections.list(request.getHeaders(header))));
            }
            if (name.startsWith(SIMULATOR_PREFIX)) {
                simulator.put(name, request.getHeader(header));
            }
        }
        CallRequest call = new CallRequest(
                inbound.id(),
                ApiKeyFilter.caller(request),
                format,
                inbound.body(),
                forwarded,
                simulator,
                request.getRemoteAddr(),
                CallLabels.session(request::getHeader),
                CallLabels.tag(request::getHeader),
                request.getHeader(Wishes.HEADER),
                inbound.ioThread(),
                inbound.arrivedNanos(),
                inbound.readNanos());
        relay.carry(call, new RelayAnswer(response, format, inbound.id(), pings));
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new GatewayException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send content-type: application/json.");
        }
    }
}
