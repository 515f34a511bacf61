package io.tallyport.relay;

import io.tallyport.credit.Hold;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.UsageReport;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.usage.Charge;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rates one attempt's usage and puts it on the books: steps 9 and 10 of the way of one call. */
final class Bill {
    private static final Logger LOG = System.getLogger(Bill.class.getName());

    private final Call call;
    private final UpstreamAccount account;
    private final Hold hold;
    private int status;
    private @Nullable Integer firstByteMicros;

    Bill(Call call, UpstreamAccount account, Hold hold) {
        this.call = call;
        this.account = account;
        this.hold = hold;
    }

    void responded(int upstreamStatus) {
        status = upstreamStatus;
    }

    void firstByte() {
        if (firstByteMicros == null) {
            firstByteMicros = elapsedMicros();
        }
    }

    /**
     * What is charged of an answer that did not end well: input and cache as reported, output as delivered, or as
     * reported where that is less.
     */
    UsageReport partial(UsageReport report, Outcome outcome) {
        long delivered = outcome == Outcome.B5 ? 0 : report.deliveredOutputTokens();
        TokenCounts reported = report.tokens();
        if (reported == null) {
            return new UsageReport(
                    delivered == 0 && outcome == Outcome.B3 ? TokenCounts.NONE : call.localCount(delivered),
                    false,
                    delivered);
        }
        long output = report.outputReported() ? Math.min(reported.output(), delivered) : delivered;
        if (output == 0 && outcome == Outcome.B3) {
            return new UsageReport(TokenCounts.NONE, true, 0);
        }
        return new UsageReport(reported.withOutput(output), report.outputReported(), delivered);
    }

    /**
     * Posts the usage; then, on the call's I/O thread, {@code released} if it is on the books or {@code failed} if it
     * never will be.
     */
    void settle(UsageReport report, Outcome outcome, Runnable released, Consumer<GatewayException> failed) {
        try {
            post(event(report, outcome), released, failed);
        } catch (IllegalArgumentException | ArithmeticException e) {
            LOG.log(Level.ERROR, "Usage of " + call.request.id() + " cannot be rated: " + e.getMessage());
            call.relay.credit.release(hold);
            leave();
            failed.accept(new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider reported false usage."));
        }
    }

    /** Records an attempt that is not charged; nobody waits for it. */
    void settleNothing(Outcome outcome) {
        post(event(new UsageReport(TokenCounts.NONE, true, 0), outcome), () -> {}, failure -> {});
    }

    private void post(UsageEvent event, Runnable released, Consumer<GatewayException> failed) {
        call.relay.meters.count(event.outcome(), TimeUnit.MICROSECONDS.toNanos(event.totalMicros()));
        call.relay.settlements.post(event, hold).whenComplete((done, failure) -> call.request
                .ioThread()
                .execute(() -> {
                    leave();
                    if (failure == null) {
                        released.run();
                        return;
                    }
                    failed.accept(new GatewayException(
                            ErrorCode.OVERLOADED, "The call could not be put on the books and was not charged."));
                }));
    }

    private void leave() {
        call.relay.limits.leave();
    }

    private UsageEvent event(UsageReport report, Outcome outcome) {
        boolean estimated = !report.outputReported();
        TokenCounts tokens =
                Objects.requireNonNullElseGet(report.tokens(), () -> call.localCount(report.deliveredOutputTokens()));
        Charge charge = Rating.rate(tokens, call.route.model().prices(), call.factors);
        if (report.tokens() == null && charge.debitNano() > hold.amount()) {
            charge = new Charge(charge.priceId(), charge.listNano(), hold.amount(), charge.costNano());
        }
        Outcome rule = outcome;
        if (outcome == Outcome.B1 && report.tokens() == null) {
            rule = Outcome.B10;
            LOG.log(Level.WARNING, "No usage was reported for {0}: its charge is an estimate", call.request.id());
        }
        if (outcome == Outcome.B1 && tokens.isNone()) {
            rule = Outcome.B11;
        }
        return new UsageEvent(
                call.request.id().uuid(),
                call.request.caller().walletId(),
                call.request.caller().keyId(),
                call.route.model().id(),
                account.id(),
                tokens,
                call.factors,
                charge,
                rule,
                estimated,
                call.chat.stream(),
                status,
                call.request.clientIp(),
                firstByteMicros,
                elapsedMicros());
    }

    private int elapsedMicros() {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - call.request.arrivedNanos()) / 1_000);
    }
}
