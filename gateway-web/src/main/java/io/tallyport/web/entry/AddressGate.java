package io.tallyport.web.entry;

import io.tallyport.error.GatewayException;
import io.tallyport.key.AddressRange;
import io.tallyport.limit.Connections;
import io.tallyport.limit.Limits;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, and whether more may come from there.
 *
 * <p>Behind a proxy all connections are the proxy's: there a client's requests under way stand for its connections, and
 * its address is the last one forwarded, which the proxy wrote itself. The server takes the first, which anybody can write.
 */
final class AddressGate {
    /** Some proxies write a port behind the address. */
    private static final Pattern PORT = Pattern.compile("^(?:\\[([^]]*)]|([0-9.]+))(?::[0-9]+)?$");

    private final Limits limits;
    private final Connections connections;
    private final boolean behindProxy;
    private final Set<InetSocketAddress> counted = ConcurrentHashMap.newKeySet();

    AddressGate(Limits limits, Connections connections, boolean behindProxy) {
        this.limits = limits;
        this.connections = connections;
        this.behindProxy = behindProxy;
    }

    /** @throws GatewayException 429 if the address has too many connections, or sent too many requests */
    void enter(HttpServerExchange exchange) {
        String address = address(exchange);
        try {
            count(exchange, address);
        } catch (GatewayException refusal) {
            exchange.setPersistent(false);
            throw refusal;
        }
        limits.countRequest(address);
    }

    private void count(HttpServerExchange exchange, String address) {
        if (behindProxy) {
            connections.open(address);
            exchange.addExchangeCompleteListener((done, next) -> {
                connections.close(address);
                next.proceed();
            });
            return;
        }
        ServerConnection connection = exchange.getConnection();
        // HTTP/2 has a connection object per stream, but one peer
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        if (!counted.contains(peer)) {
            connections.open(address);
            counted.add(peer);
            connection.addCloseListener(closed -> {
                counted.remove(peer);
                connections.close(address);
            });
        }
    }

    private String address(HttpServerExchange exchange) {
        if (behindProxy) {
            exchange.setSourceAddress(new InetSocketAddress(forwarded(exchange), 0));
        }
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    private static InetAddress forwarded(HttpServerExchange exchange) {
        @Nullable HeaderValues values = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
        String all = values == null || values.isEmpty() ? "" : values.getLast();
        String last = all.substring(all.lastIndexOf(',') + 1).strip();
        try {
            return AddressRange.address(PORT.matcher(last).replaceFirst("$1$2"));
        } catch (IllegalArgumentException e) {
            return exchange.getConnection()
                    .getPeerAddress(InetSocketAddress.class)
                    .getAddress();
        }
    }
}
