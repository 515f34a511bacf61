package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Account;
import io.tallyport.workbench.simulator.account.Accounts;
import io.tallyport.workbench.simulator.account.Directive;
import io.tallyport.workbench.simulator.account.Fault;
import io.tallyport.workbench.simulator.account.Outcome;
import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Dialect;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The way of one call: account, directive, refusal or reply, delivery, tally. */
final class Calls {
    private static final HttpString OUTPUT = new HttpString("x-sim-output");
    private static final HttpString FAULT = new HttpString("x-sim-fault");
    private static final HttpString REPLAY = new HttpString("x-sim-replay");
    private static final HttpString CHUNK = new HttpString("x-sim-chunk");

    private final Accounts accounts;
    private final Recordings recordings;

    Calls(Accounts accounts, Recordings recordings) {
        this.accounts = accounts;
        this.recordings = recordings;
    }

    enum Kind {
        CALL,
        COUNT,
        MODELS,
        UNKNOWN
    }

    void answer(HttpServerExchange exchange, byte[] body, Dialect dialect, Kind kind) {
        Optional<String> key = dialect.account(exchange.getRequestHeaders());
        Account account = accounts.of(key.orElse(""));
        account.saw(Sightings.of(exchange, body));
        Directive directive;
        try {
            directive = directive(exchange, kind == Kind.MODELS ? Map.of() : account.nextDirective());
        } catch (IllegalArgumentException e) {
            new Answer(exchange, dialect, accounts.clock())
                    .error(Refusals.badDirective(String.valueOf(e.getMessage())));
            return;
        }
        Arrival arrival = new Arrival(exchange, body, dialect, kind, account, directive);
        if (key.isEmpty()) {
            refuse(arrival, dialect.missingCredential());
            return;
        }
        if (directive.fault().kind() == Fault.Break.REFUSE) {
            account.served("", Usage.NONE, Outcome.FAILED);
            Connections.close(exchange);
            return;
        }
        Connections.after(
                exchange,
                directive.fault().delayMillis(),
                () -> proceed(arrival),
                () -> account.served("", Usage.NONE, Outcome.CLIENT_GONE));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrival(
            HttpServerExchange exchange,
            byte[] body,
            Dialect dialect,
            Kind kind,
            Account account,
            Directive directive) {}

    private void proceed(Arrival arrival) {
        Directive directive = arrival.directive();
        if (directive.fault().status() != 0) {
            refuse(arrival, arrival.dialect().fault(directive.fault().status()));
            return;
        }
        String replay = directive.replay();
        if (replay != null) {
            replay(arrival, replay);
            return;
        }
        switch (arrival.kind()) {
            case CALL -> call(arrival);
            case COUNT -> count(arrival);
            case MODELS -> answer(arrival).json(200, arrival.dialect().models());
            case UNKNOWN -> refuse(arrival, unknownPath(arrival));
        }
    }

    private void call(Arrival arrival) {
        switch (arrival.dialect().read(arrival.body())) {
            case Refusal refusal -> refuse(arrival, refusal);
            case Call call -> reply(arrival, call);
        }
    }

    private void reply(Arrival arrival, Call call) {
        Dialect dialect = arrival.dialect();
        Fault fault = arrival.directive().fault();
        Account account = arrival.account();
        CacheUse cached = dialect.use(account.cache(), call, accounts.clock().millis());
        Reply reply = Reply.of(call, arrival.directive().output(), cached, fault.reportUsage());
        Usage usage = reply.usage();
        if (call.stream()) {
            double pace = arrival.directive().output().eventsPerSecond();
            answer(arrival).stream(
                    dialect.stream(reply),
                    fault,
                    pace,
                    (outcome, delivered) -> account.served(call.model(), usage.withOutput(delivered), outcome));
            return;
        }
        boolean cut = fault.kind() == Fault.Break.CUT;
        account.served(call.model(), cut ? usage.withOutput(0) : usage, cut ? Outcome.CUT : Outcome.COMPLETED);
        answer(arrival).plain(dialect.plain(reply), fault);
    }

    private void count(Arrival arrival) {
        Asked asked = arrival.dialect().readForCounting(arrival.body());
        switch (asked) {
            case Refusal refusal -> refuse(arrival, refusal);
            case Call call -> {
                arrival.account().served(call.model(), Usage.NONE, Outcome.COMPLETED);
                String json = "{\"input_tokens\":" + call.prompt().tokens() + "}";
                answer(arrival).json(200, json.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void replay(Arrival arrival, String name) {
        Optional<Recording> recording = recordings.find(name);
        if (recording.isEmpty()) {
            refuse(arrival, Refusals.noRecording(name));
            return;
        }
        answer(arrival).replay(recording.get(), arrival.directive(), (outcome, delivered) -> arrival.account()
                .served("", Usage.NONE, outcome == Outcome.COMPLETED ? Outcome.REPLAYED : outcome));
    }

    private void refuse(Arrival arrival, Refusal refusal) {
        arrival.account().served("", Usage.NONE, Outcome.FAILED);
        Answer answer = answer(arrival);
        answer.retryAfter(arrival.directive().fault().retryAfterSeconds());
        answer.error(refusal);
    }

    private Answer answer(Arrival arrival) {
        return new Answer(arrival.exchange(), arrival.dialect(), accounts.clock());
    }

    private static Refusal unknownPath(Arrival arrival) {
        HttpServerExchange exchange = arrival.exchange();
        return arrival.dialect().unknownPath(exchange.getRequestMethod().toString(), exchange.getRequestPath());
    }

    /** What was posted for the account, overridden field by field by the request's own headers. */
    private static Directive directive(HttpServerExchange exchange, Map<String, String> posted) {
        Map<String, String> fields = new HashMap<>(posted);
        for (HttpString header : new HttpString[] {OUTPUT, FAULT}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            fields.putAll(value == null ? Map.of() : Directive.fields(value));
        }
        putIfSent(exchange, REPLAY, fields, "replay");
        putIfSent(exchange, CHUNK, fields, "chunk");
        return Directive.of(fields);
    }

    private static void putIfSent(
            HttpServerExchange exchange, HttpString header, Map<String, String> fields, String name) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            fields.put(name, value);
        }
    }
}
