package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Account;
import io.tallyport.workbench.simulator.account.Accounts;
import io.tallyport.workbench.simulator.account.Directive;
import io.tallyport.workbench.simulator.recording.Recordings;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /_sim/*}: what a test sets up beforehand and asks afterwards. */
final class Control {
    private static final byte[] OK = ascii("{\"ok\":true}");

    private final Accounts accounts;
    private final Recordings recordings;

    Control(Accounts accounts, Recordings recordings) {
        this.accounts = accounts;
        this.recordings = recordings;
    }

    void answer(HttpServerExchange exchange, byte[] body) {
        try {
            Optional<byte[]> json = dispatch(exchange, body);
            send(exchange, json.isPresent() ? 200 : 404, json.orElseGet(() -> error("no such control")));
        } catch (IllegalArgumentException | IOException e) {
            send(exchange, 400, error(String.valueOf(e.getMessage())));
        }
    }

    private Optional<byte[]> dispatch(HttpServerExchange exchange, byte[] body) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestPath();
        return switch (request) {
            case "GET /_sim/health" -> Optional.of(OK);
            case "GET /_sim/tally" -> Optional.of(tally(exchange));
            case "GET /_sim/requests" -> Optional.of(requests(exchange));
            case "GET /_sim/seconds" ->
                Optional.of(Report.seconds(named(exchange).seconds()));
            case "POST /_sim/condition" -> Optional.of(setCondition(body));
            case "POST /_sim/limits" -> Optional.of(limit(body));
            case "POST /_sim/cache" -> Optional.of(ageCaches(body));
            case "POST /_sim/clock" -> Optional.of(advanceClock(body));
            case "POST /_sim/faults" -> Optional.of(direct(body));
            case "POST /_sim/replay" -> Optional.of(upload(exchange, body));
            case "POST /_sim/reset" -> Optional.of(reset());
            default -> Optional.empty();
        };
    }

    private byte[] tally(HttpServerExchange exchange) throws IOException {
        Optional<String> key = parameter(exchange, "account");
        return key.isPresent() ? Report.tally(accounts.of(key.get())) : Report.tallies(accounts.all());
    }

    private byte[] requests(HttpServerExchange exchange) throws IOException {
        int last = Integer.parseInt(parameter(exchange, "last").orElse("10"));
        return Report.requests(named(exchange).lastRequests(last));
    }

    private Account named(HttpServerExchange exchange) {
        return accounts.of(required(parameter(exchange, "account"), "account"));
    }

    private byte[] ageCaches(byte[] body) throws IOException {
        accounts.clock().ageCaches(Integer.parseInt(required(field(FlatJson.read(body), "speed"), "speed")));
        return OK;
    }

    private byte[] limit(byte[] body) throws IOException {
        Map<String, String> fields = FlatJson.read(body);
        int perMinute = Integer.parseInt(required(field(fields, "requests_per_minute"), "requests_per_minute"));
        accounts.of(required(field(fields, "account"), "account"))
                .limitRequests(perMinute, accounts.clock().millis());
        return OK;
    }

    /** The directive's fields stand beside {@code account}; none end it. */
    private byte[] setCondition(byte[] body) throws IOException {
        Map<String, String> fields = FlatJson.read(body);
        String key = required(Optional.ofNullable(fields.remove("account")), "account");
        Directive.of(fields);
        accounts.of(key).setCondition(fields);
        return OK;
    }

    private byte[] advanceClock(byte[] body) throws IOException {
        Map<String, String> fields = FlatJson.read(body);
        accounts.clock().advanceSeconds(Long.parseLong(required(field(fields, "advance_seconds"), "advance_seconds")));
        return OK;
    }

    /** {@code account} and {@code times} (default 1, 0 until the reset) stand beside the directive's fields. */
    private byte[] direct(byte[] body) throws IOException {
        Map<String, String> fields = FlatJson.read(body);
        String key = required(Optional.ofNullable(fields.remove("account")), "account");
        int times = Integer.parseInt(Optional.ofNullable(fields.remove("times")).orElse("1"));
        Directive.of(fields);
        accounts.of(key).direct(fields, times);
        return OK;
    }

    private byte[] upload(HttpServerExchange exchange, byte[] body) {
        String name = required(parameter(exchange, "name"), "name");
        int status = Integer.parseInt(parameter(exchange, "status").orElse("200"));
        recordings.upload(name, status, parameter(exchange, "content_type"), body);
        return OK;
    }

    private byte[] reset() {
        accounts.reset();
        recordings.reset();
        return OK;
    }

    private static Optional<String> field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static Optional<String> parameter(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? Optional.empty() : List.copyOf(values).stream().findFirst();
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static byte[] error(String message) {
        return ascii("{\"error\":\"" + message.replaceAll("[\"\\\\\\p{Cntrl}]", " ") + "\"}");
    }

    private static void send(HttpServerExchange exchange, int status, byte[] json) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setResponseContentLength(json.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(json));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
