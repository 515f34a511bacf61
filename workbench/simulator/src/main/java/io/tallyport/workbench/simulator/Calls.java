package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Account;
import io.tallyport.workbench.simulator.account.Accounts;
import io.tallyport.workbench.simulator.account.Directive;
import io.tallyport.workbench.simulator.account.Fault;
import io.tallyport.workbench.simulator.account.Outcome;
import io.tallyport.workbench.simulator.account.Quota;
import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Ready;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wire;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.recording.Recording;
import io.tallyport.workbench.simulator.recording.Recordings;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The way of one call: account, directive, refusal or reply, delivery, tally. */
final class Calls {
    private static final HttpString OUTPUT = new HttpString("x-sim-output");
    private static final HttpString FAULT = new HttpString("x-sim-fault");
    private static final HttpString REPLAY = new HttpString("x-sim-replay");
    private static final HttpString CHUNK = new HttpString("x-sim-chunk");

    private static final int TOO_MANY_REQUESTS = 429;

    private final Accounts accounts;
    private final Recordings recordings;

    Calls(Accounts accounts, Recordings recordings) {
        this.accounts = accounts;
        this.recordings = recordings;
    }

    private record Arrival(
            HttpServerExchange exchange,
            Posted posted,
            Provider provider,
            Endpoint endpoint,
            Account account,
            Directive directive,
            Optional<Quota> quota) {}

    void answer(HttpServerExchange exchange, Posted posted, Provider provider) {
        String key = provider.account(posted);
        Account account = accounts.of(key);
        account.saw(Sightings.of(exchange, posted.body()));
        Endpoint endpoint = provider.endpoint(posted);
        Directive directive;
        try {
            directive = directive(posted.headers(), endpoint.isDirected() ? account.nextDirective() : Map.of());
        } catch (IllegalArgumentException e) {
            new Answer(exchange, provider, endpoint.breaks(), accounts.clock())
                    .error(Refusals.badDirective(String.valueOf(e.getMessage())), Fault.NONE.retryAfterSeconds());
            return;
        }
        Optional<Quota> quota =
                endpoint.isDirected() ? account.takeQuota(accounts.clock().millis()) : Optional.empty();
        Arrival arrival =
                new Arrival(exchange, posted.with(directive.output()), provider, endpoint, account, directive, quota);
        if (key.isEmpty()) {
            refuse(arrival, provider.missingCredential());
            return;
        }
        if (directive.fault().kind() == Fault.Break.REFUSE) {
            account.served("", Usage.NONE, Outcome.FAILED);
            Connections.close(exchange);
            return;
        }
        if (quota.isPresent() && quota.get().isExceeded()) {
            refuse(arrival, provider.fault(TOO_MANY_REQUESTS), quota.get().nextSeconds());
            return;
        }
        Connections.after(
                exchange,
                directive.fault().delayMillis(),
                () -> proceed(arrival),
                () -> account.served("", Usage.NONE, Outcome.CLIENT_GONE));
    }

    private void proceed(Arrival arrival) {
        Directive directive = arrival.directive();
        if (directive.fault().status() != 0) {
            refuse(arrival, arrival.provider().fault(directive.fault().status()));
            return;
        }
        String replay = directive.replay();
        if (replay != null) {
            replay(arrival, replay);
            return;
        }
        switch (read(arrival)) {
            case Refusal refusal -> refuse(arrival, refusal);
            case Ready ready -> whole(arrival, ready);
            case Call call -> reply(arrival, call);
        }
    }

    /** No request takes a provider down: what the rules trip over is refused like what they refuse. */
    private static Asked read(Arrival arrival) {
        try {
            return arrival.endpoint().reading().read(arrival.posted());
        } catch (NullPointerException e) {
            return Refusals.unreadable();
        }
    }

    private void reply(Arrival arrival, Call call) {
        Wire wire = call.wire();
        Fault fault = arrival.directive().fault();
        Account account = arrival.account();
        CacheUse cached = wire.use(account.cache(), call, accounts.clock().cacheMillis());
        Reply reply = Reply.of(call, arrival.directive().output(), cached, fault.reportUsage());
        Usage usage = reply.usage();
        if (!call.stream()) {
            whole(arrival, new Ready(call.model(), usage, reportUsage -> wire.plain(reply)));
            return;
        }
        answer(arrival).stream(
                wire.stream(reply),
                wire.streamType(),
                fault,
                arrival.directive().output().eventsPerSecond(),
                (outcome, delivered) -> account.served(call.model(), usage.withOutput(delivered), outcome));
    }

    private void whole(Arrival arrival, Ready ready) {
        Fault fault = arrival.directive().fault();
        boolean cut = fault.kind() == Fault.Break.CUT;
        Usage usage = cut ? ready.usage().withOutput(0) : ready.usage();
        if (!ready.model().isEmpty()) {
            arrival.account().served(ready.model(), usage, cut ? Outcome.CUT : Outcome.COMPLETED);
        }
        answer(arrival).plain(ready.body().json(fault.reportUsage()), fault);
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
        refuse(arrival, refusal, arrival.directive().fault().retryAfterSeconds());
    }

    private void refuse(Arrival arrival, Refusal refusal, int retryAfterSeconds) {
        arrival.account().served("", Usage.NONE, Outcome.FAILED);
        answer(arrival).error(refusal, retryAfterSeconds);
    }

    private Answer answer(Arrival arrival) {
        Answer answer = new Answer(
                arrival.exchange(), arrival.provider(), arrival.endpoint().breaks(), accounts.clock());
        HeaderMap headers = arrival.exchange().getResponseHeaders();
        arrival.quota().ifPresent(quota -> arrival.provider().addQuota(headers, quota, accounts.clock()));
        return answer;
    }

    /** What was posted for the account, overridden field by field by the request's own headers. */
    private static Directive directive(HeaderMap headers, Map<String, String> posted) {
        Map<String, String> fields = new HashMap<>(posted);
        for (HttpString header : new HttpString[] {OUTPUT, FAULT}) {
            String value = headers.getFirst(header);
            fields.putAll(value == null ? Map.of() : Directive.fields(value));
        }
        putIfSent(headers, REPLAY, fields, "replay");
        putIfSent(headers, CHUNK, fields, "chunk");
        return Directive.of(fields);
    }

    private static void putIfSent(HeaderMap headers, HttpString header, Map<String, String> fields, String name) {
        String value = headers.getFirst(header);
        if (value != null) {
            fields.put(name, value);
        }
    }
}
