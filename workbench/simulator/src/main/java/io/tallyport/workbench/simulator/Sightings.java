package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.SeenRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Notes down requests: names and values of headers, credentials masked, and the body's hash. */
final class Sightings {
    private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "x-goog-api-key", "cookie");
    private static final Pattern KEY_PARAMETER = Pattern.compile("(\\bkey=)[^&]*");

    private Sightings() {}

    static SeenRequest of(HttpServerExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            headers.put(name, CREDENTIALS.contains(name) ? List.of("***") : List.copyOf(values));
        }
        return new SeenRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                KEY_PARAMETER.matcher(exchange.getQueryString()).replaceAll("$1***"),
                headers,
                sha256(body),
                body.length);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
