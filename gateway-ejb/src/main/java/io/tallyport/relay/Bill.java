package io.tallyport.relay;

import io.tallyport.catalog.Prices;
import io.tallyport.choice.Way;
import io.tallyport.credit.Hold;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.UsageReport;
import io.tallyport.usage.Charge;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.Rating;
import io.tallyport.usage.Receipt;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rates one attempt's usage and puts it on the books: steps 9 and 10 of the way of one call. */
final class Bill {
    private static final Logger LOG = System.getLogger(Bill.class.getName());
    private static final int NANOS_PER_MICRO = 1_000;

    /**
     * The tokens that a call is charged for.
     *
     * @param estimated whether the output is not the provider's final count
     * @param local whether the provider reported nothing, so that all was counted here
     * @param free whether the customer pays nothing, whatever it cost us
     */
    record ChargedUsage(TokenCounts tokens, boolean estimated, boolean local, boolean free) {
        static final ChargedUsage NOTHING = new ChargedUsage(TokenCounts.NONE, false, false, true);

        ChargedUsage(TokenCounts tokens, boolean estimated, boolean local) {
            this(tokens, estimated, local, false);
        }

        /** For an answer without output, whose provider may charge us all the same. */
        static ChargedUsage free(TokenCounts tokens) {
            return new ChargedUsage(tokens, false, false, true);
        }
    }

    private final Call call;
    private final Way way;
    private final Hold hold;
    private int status;
    private @Nullable String policy;
    private @Nullable Integer firstByteMicros;
    private @Nullable Integer firstByteOfAttempt;
    private final long startedNanos = System.nanoTime();
    private long lastByteNanos = System.nanoTime();

    Bill(Call call, Way way, Hold hold) {
        this.call = call;
        this.way = way;
        this.hold = hold;
    }

    void responded(int upstreamStatus) {
        status = upstreamStatus;
    }

    void firstByte() {
        if (firstByteMicros == null) {
            firstByteMicros = elapsedMicros();
            firstByteOfAttempt = sinceStart();
        }
    }

    /** @param how the answer to a caller that has gone was ended, for the usage line */
    void ended(String how) {
        policy = how;
    }

    /** How the attempt goes on the books if another one is what counts; what its provider takes for it is ours to pay. */
    TriedAttempt tried(int n, Trouble trouble, @Nullable TokenCounts reported) {
        long cost = cost(reported == null && trouble.reason() == Reason.HEDGED ? atMostThePrompt() : reported);
        return new TriedAttempt(
                n,
                way.account().id(),
                trouble.status(),
                trouble.reason().code(),
                cost,
                firstByteOfAttempt,
                sinceStart());
    }

    /** What a provider may take that was asked and left before it answered. */
    private TokenCounts atMostThePrompt() {
        return new TokenCounts(call.promptTokens(), 0, 0, 0, 0);
    }

    private long cost(@Nullable TokenCounts tokens) {
        return tokens == null
                ? 0
                : Rating.rate(tokens, call.route.model().prices(), call.factors, way.cost())
                        .costNano();
    }

    /** From this attempt's start, in microseconds. */
    int sinceStart() {
        return micros(System.nanoTime() - startedNanos);
    }

    void lastByte() {
        lastByteNanos = System.nanoTime();
    }

    /**
     * Posts a whole answer's usage; then, on the call's I/O thread, {@code released} with its receipt if it is on the
     * books, or {@code failed} if it never will be.
     */
    void settle(UsageReport report, Outcome outcome, Consumer<Receipt> released, Consumer<GatewayException> failed) {
        TokenCounts reported = report.tokens();
        if (reported != null) {
            settle(new ChargedUsage(reported, !report.outputReported(), false), outcome, released, failed);
            return;
        }
        LocalUsage usage = LocalUsage.of(call, report, Long.MAX_VALUE);
        countThenSettle(usage::whole, outcome, released, failed);
    }

    /**
     * As {@link #settle}, for an answer that did not end well: what was delivered is charged.
     *
     * @param deliveredCharacters at most so many of those that came
     */
    void settlePartly(
            UsageReport report,
            Outcome outcome,
            long deliveredCharacters,
            Consumer<Receipt> released,
            Consumer<GatewayException> failed) {
        LocalUsage usage = LocalUsage.of(call, report, deliveredCharacters);
        countThenSettle(() -> usage.partial(outcome), outcome, released, failed);
    }

    /**
     * Records a call that is not charged; nobody waits for it.
     *
     * @param reported what its provider may take all the same; null: nothing was reported
     */
    void settleNothing(Outcome outcome, @Nullable TokenCounts reported) {
        ChargedUsage usage = reported == null ? ChargedUsage.NOTHING : ChargedUsage.free(reported);
        post(event(usage, outcome), receipt -> {}, failure -> {});
    }

    private void countThenSettle(
            Supplier<ChargedUsage> count,
            Outcome outcome,
            Consumer<Receipt> released,
            Consumer<GatewayException> failed) {
        call.relay
                .counting
                .forBooks(count)
                .whenCompleteAsync(
                        (usage, failure) -> {
                            if (failure != null) {
                                forgo(failure, notOnTheBooks(), failed);
                                return;
                            }
                            settle(usage, outcome, released, failed);
                        },
                        call.request.ioThread());
    }

    private void settle(
            ChargedUsage usage, Outcome outcome, Consumer<Receipt> released, Consumer<GatewayException> failed) {
        try {
            post(event(usage, outcome), released, failed);
        } catch (IllegalArgumentException | ArithmeticException e) {
            forgo(
                    e,
                    new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider reported false usage."),
                    failed);
        }
    }

    private void forgo(Throwable reason, GatewayException failure, Consumer<GatewayException> failed) {
        LOG.log(Level.ERROR, "Usage of " + call.request.id() + " cannot be rated: " + reason.getMessage());
        call.relay.credit.release(hold);
        leave();
        failed.accept(failure);
    }

    private static GatewayException notOnTheBooks() {
        return new GatewayException(
                ErrorCode.OVERLOADED, "The call could not be put on the books and was not charged.");
    }

    private void post(UsageEvent event, Consumer<Receipt> released, Consumer<GatewayException> failed) {
        call.relay.meters.count(event, way.account().name());
        call.relay.settlements.post(event, hold).whenComplete((balance, failure) -> call.request
                .ioThread()
                .execute(() -> {
                    leave();
                    if (failure != null) {
                        failed.accept(notOnTheBooks());
                        return;
                    }
                    release(receipt(event, balance), released, failed);
                }));
    }

    /** Whoever waits is told something, even if the end of the answer cannot be written. */
    private void release(Receipt receipt, Consumer<Receipt> released, Consumer<GatewayException> failed) {
        try {
            released.accept(receipt);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The end of " + call.request.id() + " could not be written", e);
            failed.accept(new GatewayException(
                    ErrorCode.INTERNAL, "The gateway failed to write the answer. Quote the request id."));
        }
    }

    private void leave() {
        call.leave();
    }

    private UsageEvent event(ChargedUsage usage, Outcome outcome) {
        TokenCounts tokens = usage.tokens();
        Charge charge = Rating.rate(tokens, call.route.model().prices(), call.factors, way.cost());
        if (usage.estimated() && charge.debitNano() > hold.amount()) {
            charge = charge.cappedAt(hold.amount());
        }
        Outcome rule = outcome;
        if (usage.free()) {
            charge = charge.cappedAt(0);
            rule = outcome == Outcome.B3 ? Outcome.B2 : outcome;
        }
        if (outcome == Outcome.B1 && usage.local()) {
            rule = Outcome.B10;
            call.relay.missingUsage.noticed(
                    way.account().name(), call.route.model().id());
        }
        if (outcome == Outcome.B1 && tokens.isNone()) {
            rule = Outcome.B11;
        }
        return new UsageEvent(
                call.request.id().uuid(),
                call.request.caller().walletId(),
                call.request.caller().keyId(),
                call.route.model().id(),
                way.account().id(),
                tokens,
                terms(),
                charge,
                rule,
                usage.estimated(),
                call.chat.stream(),
                status,
                policy,
                new Labels(
                        call.request.format().name(),
                        call.request.clientIp(),
                        call.request.session() == null ? call.chat.session() : call.request.session(),
                        call.request.tag()),
                new Timing(firstByteMicros, elapsedMicros(), call.overheadMicros()),
                call.placement(way),
                call.tries().attempts());
    }

    /** What was agreed when the call was authorised. */
    Terms terms() {
        return new Terms(call.factors, call.terms.name(), call.terms.windowSpendNano(), hold.amount());
    }

    private Receipt receipt(UsageEvent event, long balanceNano) {
        long after = (System.nanoTime() - lastByteNanos) / NANOS_PER_MICRO;
        return new Receipt(
                event.tokens(),
                event.charge().debitNano(),
                event.terms().tier(),
                cacheSaved(event.tokens()),
                balanceNano,
                (int) Math.min(Integer.MAX_VALUE, call.overheadMicros() + after));
    }

    private long cacheSaved(TokenCounts tokens) {
        Prices prices = call.route.model().prices().forPrompt(tokens.prompt());
        return Rating.cacheSaved(tokens, prices, call.factors);
    }

    private int elapsedMicros() {
        return micros(System.nanoTime() - call.request.arrivedNanos());
    }

    private static int micros(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, nanos / NANOS_PER_MICRO);
    }
}
