package io.tallyport.inserver.standin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the part of Stripe's REST interface that the gateway uses: form fields in, objects out, idempotency keys as Stripe
 * has them. What a buyer or a bank does a test does by {@code /control}.
 */
public final class StripeEmulator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CREATED = 1_790_000_000L;
    /** Fewer than are asked for, so that there are pages. */
    private static final int PAGE = 2;

    private final Map<String, Map<String, Object>> sessions = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> intents = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> refunds = new ArrayList<>();
    private final List<Map<String, Object>> disputes = new ArrayList<>();
    private final List<Map<String, Object>> balance = new ArrayList<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private final Map<String, Integer> faults = new HashMap<>();
    private final List<Map<String, String>> asked = new ArrayList<>();
    private boolean isDeclining;
    private final FakeServer server = new FakeServer(Map.of("/v1/", this::api, "/control/", this::control));

    private record Answered(Map<String, String> form, String json) {}

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized void api(HttpExchange exchange) throws IOException {
        Map<String, String> form = FakeServer.form(exchange);
        if (!String.valueOf(exchange.getRequestHeaders().getFirst("authorization"))
                .startsWith("Bearer sk_test_")) {
            FakeServer.send(exchange, 401, error("invalid_request_error", "no_key"));
            return;
        }
        boolean isWrite = exchange.getRequestMethod().equals("POST");
        for (int status : List.of(500, 429)) {
            if (isWrite && isFaulty(String.valueOf(status))) {
                FakeServer.send(exchange, status, error("api_error", "fault"));
                return;
            }
        }
        String path = exchange.getRequestURI().getPath().substring("/v1/".length());
        Answer answer =
                isWrite ? once(exchange.getRequestHeaders().getFirst("idempotency-key"), path, form) : read(path, form);
        if (isFaulty(isWrite ? "reset" : "reset-read")) {
            exchange.close();
            return;
        }
        FakeServer.send(exchange, answer.status(), answer.json());
    }

    private record Answer(int status, String json) {}

    /** Polls only read: they take no fault that a write is to meet. */
    private boolean isFaulty(String kind) {
        int left = faults.getOrDefault(kind, 0);
        faults.put(kind, Math.max(0, left - 1));
        return left > 0;
    }

    /** As Stripe: the same key gets the same answer, and with other fields none. */
    private Answer once(String key, String path, Map<String, String> form) throws IOException {
        asked.add(form);
        Answered before = answered.get(key);
        if (before != null) {
            return before.form().equals(form)
                    ? new Answer(200, before.json())
                    : new Answer(400, error("idempotency_error", "other_parameters"));
        }
        Answer answer =
                switch (path) {
                    case "refunds" -> refund(form);
                    case "payment_intents" -> prepared(form);
                    case "checkout/sessions" -> session(form);
                    default -> confirmed(intents.get(path.split("/")[1]));
                };
        if (answer.status() == 200) {
            answered.put(key, new Answered(form, answer.json()));
        }
        return answer;
    }

    private Answer session(Map<String, String> form) throws IOException {
        String id = "cs_test_" + (sessions.size() + 1) + "_" + System.nanoTime();
        Map<String, Object> session = new LinkedHashMap<>(Map.of(
                "id",
                id,
                "object",
                "checkout.session",
                "url",
                "https://checkout.example/" + id,
                "status",
                "open",
                "payment_status",
                "unpaid",
                "client_reference_id",
                form.get("client_reference_id"),
                "amount_total",
                Long.valueOf(form.get("line_items[0][price_data][unit_amount]")),
                "currency",
                form.get("line_items[0][price_data][currency]"),
                "livemode",
                false));
        if (form.containsKey("payment_intent_data[setup_future_usage]")) {
            session.put("customer", "cus_" + sessions.size());
        }
        sessions.put(id, session);
        return new Answer(200, JSON.writeValueAsString(session));
    }

    private Answer prepared(Map<String, String> form) throws IOException {
        Map<String, Object> intent = new LinkedHashMap<>(Map.of(
                "id",
                "pi_off_" + (intents.size() + 1),
                "object",
                "payment_intent",
                "status",
                "requires_confirmation",
                "amount",
                Long.valueOf(form.get("amount")),
                "amount_received",
                0,
                "currency",
                form.get("currency"),
                "customer",
                form.get("customer"),
                "livemode",
                false,
                "metadata",
                Map.of("tallyport_order", form.get("metadata[tallyport_order]"))));
        intents.put(String.valueOf(intent.get("id")), intent);
        return new Answer(200, JSON.writeValueAsString(intent));
    }

    private Answer confirmed(Map<String, Object> intent) throws IOException {
        if (isDeclining) {
            intent.put("status", "requires_payment_method");
            return new Answer(402, error("card_error", "card_declined"));
        }
        long amount = (Long) intent.get("amount");
        Map<String, Object> charge = charge(String.valueOf(intent.get("id")), amount);
        intent.putAll(Map.of("status", "succeeded", "amount_received", amount, "latest_charge", charge));
        move("charge", amount, 0, intent, charge);
        return new Answer(200, JSON.writeValueAsString(intent));
    }

    private Answer refund(Map<String, String> form) throws IOException {
        Map<String, Object> session = ofPayment(form.get("payment_intent"));
        long amount = Long.parseLong(form.get("amount"));
        if (amount > (Long) session.get("amount_total")) {
            return new Answer(400, error("invalid_request_error", "amount_too_large"));
        }
        Map<String, Object> refund = new LinkedHashMap<>(Map.of(
                "id",
                "re_" + (refunds.size() + 1),
                "object",
                "refund",
                "amount",
                amount,
                "currency",
                session.get("currency"),
                "payment_intent",
                form.get("payment_intent"),
                "status",
                "pending",
                "metadata",
                Map.of("tallyport_key", form.get("metadata[tallyport_key]"))));
        refunds.add(refund);
        move("refund", -amount, 0, session, refund);
        return new Answer(200, JSON.writeValueAsString(refund));
    }

    private Answer read(String path, Map<String, String> query) throws IOException {
        if (path.startsWith("checkout/sessions/")) {
            Map<String, Object> session = sessions.get(path.substring("checkout/sessions/".length()));
            return session == null
                    ? new Answer(404, error("invalid_request_error", "resource_missing"))
                    : new Answer(200, JSON.writeValueAsString(session));
        }
        if (path.startsWith("payment_intents/")) {
            return new Answer(200, JSON.writeValueAsString(intents.get(path.substring("payment_intents/".length()))));
        }
        return new Answer(
                200,
                JSON.writeValueAsString(
                        switch (path) {
                            case "refunds" -> page(of(refunds, query.get("payment_intent")), null, 100);
                            case "disputes" -> page(of(disputes, query.get("payment_intent")), null, 100);
                            default -> page(balance, query.get("starting_after"), PAGE);
                        }));
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> all, String payment) {
        return all.stream()
                .filter(one -> one.get("payment_intent").equals(payment))
                .toList()
                .reversed();
    }

    private static Map<String, Object> page(List<Map<String, Object>> all, @Nullable String after, int most) {
        List<Map<String, Object>> rest = after == null
                ? all
                : all.stream()
                        .dropWhile(one -> !one.get("id").equals(after))
                        .skip(1)
                        .toList();
        List<Map<String, Object>> data = rest.stream().limit(most).toList();
        return Map.of("object", "list", "data", data, "has_more", rest.size() > data.size(), "url", "/v1/x");
    }

    /** {@code /control/VERB?session=...}; answers what was asked last for {@code /control/asked}. */
    private synchronized void control(HttpExchange exchange) throws IOException {
        Map<String, String> query = FakeServer.form(exchange);
        String verb = exchange.getRequestURI().getPath().substring("/control/".length());
        Map<String, Object> session = sessions.getOrDefault(query.getOrDefault("session", ""), Map.of());
        switch (verb) {
            case "fault" -> faults.put(query.get("kind"), Integer.parseInt(query.get("times")));
            case "pay" -> pay(session, Long.parseLong(query.get("fee")));
            case "processing" -> intent(session, "unpaid", "processing");
            case "declined" -> intent(session, "unpaid", "requires_payment_method");
            case "cards" -> isDeclining = query.get("declined").equals("true");
            case "expire" -> session.put("status", "expired");
            case "refund" -> refunds.getLast().put("status", query.get("status"));
            case "dispute" -> dispute(session, query.get("status"));
            case "payout" -> payout(Long.parseLong(query.get("amount")), query.get("currency"));
            case "charge" ->
                move(
                        "charge",
                        Long.parseLong(query.get("amount")),
                        0,
                        session(query.get("currency")),
                        charge("pi_nobody", 0));
            default ->
                FakeServer.send(
                        exchange,
                        200,
                        JSON.writeValueAsString(Map.of(
                                "last",
                                asked.isEmpty() ? Map.of() : asked.getLast(),
                                "size",
                                asked.size(),
                                "pages",
                                sessions.size())));
        }
        if (!verb.equals("asked")) {
            FakeServer.send(exchange, 200, "{}");
        }
    }

    private static Map<String, Object> session(String currency) {
        return Map.of("currency", currency);
    }

    private void pay(Map<String, Object> session, long fee) {
        intent(session, "paid", "succeeded");
        long amount = (Long) session.get("amount_total");
        move("charge", amount, fee, session, charge(payment(session), amount));
    }

    private void intent(Map<String, Object> session, String paymentStatus, String status) {
        session.put("status", "complete");
        session.put("payment_status", paymentStatus);
        String payment = "pi_" + session.get("id");
        long amount = (Long) session.get("amount_total");
        Map<String, Object> intent = new LinkedHashMap<>(Map.of(
                "id",
                payment,
                "object",
                "payment_intent",
                "status",
                status,
                "amount",
                amount,
                "amount_received",
                paymentStatus.equals("paid") ? amount : 0,
                "currency",
                session.get("currency"),
                "livemode",
                false,
                "latest_charge",
                charge(payment, amount)));
        if (session.containsKey("customer")) {
            intent.putAll(Map.of("payment_method", "pm_" + payment, "setup_future_usage", "off_session"));
        }
        session.put("payment_intent", intent);
    }

    private static Map<String, Object> charge(String payment, long amount) {
        return Map.of(
                "id",
                "ch_" + payment,
                "object",
                "charge",
                "amount",
                amount,
                "payment_intent",
                payment,
                "payment_method_details",
                Map.of("type", "card", "card", Map.of("brand", "visa", "last4", "4242")));
    }

    private static String payment(Map<String, Object> session) {
        return "pi_" + session.get("id");
    }

    private Map<String, Object> ofPayment(String payment) {
        return sessions.get(payment.substring("pi_".length()));
    }

    /** The first time it is opened: the money is taken back, 15.00 with it. */
    private void dispute(Map<String, Object> session, String status) {
        Map<String, Object> known = disputes.stream()
                .filter(one -> one.get("payment_intent").equals(payment(session)))
                .findFirst()
                .orElse(null);
        if (known != null) {
            known.put("status", status);
            return;
        }
        long amount = (Long) session.get("amount_total");
        Map<String, Object> dispute = new LinkedHashMap<>(Map.of(
                "id",
                "dp_" + (disputes.size() + 1),
                "object",
                "dispute",
                "amount",
                amount,
                "currency",
                session.get("currency"),
                "payment_intent",
                payment(session),
                "status",
                status));
        disputes.add(dispute);
        Map<String, Object> line = move("dispute", -amount, 1_500, session, new LinkedHashMap<>(dispute));
        dispute.put(
                "balance_transactions",
                List.of(Map.of("object", "balance_transaction", "fee", 1_500, "currency", line.get("currency"))));
    }

    private void payout(long amount, String currency) {
        move("payout", -amount, 0, session(currency), Map.of("id", "po_1", "object", "payout"));
    }

    private Map<String, Object> move(
            String category, long amount, long fee, Map<String, Object> session, Map<String, Object> source) {
        Map<String, Object> line = new LinkedHashMap<>(Map.of(
                "id",
                "txn_" + (balance.size() + 1),
                "object",
                "balance_transaction",
                "reporting_category",
                category,
                "amount",
                amount,
                "fee",
                fee,
                "net",
                amount - fee,
                "currency",
                session.get("currency"),
                "created",
                CREATED + balance.size(),
                "source",
                source));
        balance.add(line);
        return line;
    }

    private static String error(String type, String code) {
        return "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"%s\"}}".formatted(type, code, code);
    }
}
