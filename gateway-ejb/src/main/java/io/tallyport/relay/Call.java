package io.tallyport.relay;

import io.tallyport.chat.Conversation;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.credit.KeyBudgets;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import io.tallyport.error.Limit.Kind;
import io.tallyport.error.Limit.Scope;
import io.tallyport.key.Caller;
import io.tallyport.ledger.Credits;
import io.tallyport.limit.Admission;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Surface;
import io.tallyport.route.Route;
import io.tallyport.route.Way;
import io.tallyport.tier.Standing;
import io.tallyport.usage.Factors;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call from admission to its upstream account: steps 2 to 6 of the way of one call. */
final class Call {
    private static final Logger LOG = System.getLogger(Call.class.getName());

    final Relay relay;
    final Surface surface;
    final CallRequest request;
    final Answer answer;
    final ChatRequest chat;
    /** Those of this moment; what changes later is for later calls. */
    final Standing terms;

    final Factors factors;
    final Route route;

    private int nextWay;
    private long askedNanos;
    private @Nullable Admission admission;
    private @Nullable Conversation conversation;
    /** The most that the prompt is: told from its size, or counted. */
    private long inputTokens;

    private boolean counted;

    Call(Relay relay, Surface surface, CallRequest request, Answer answer) {
        Caller caller = request.caller();
        caller.requireServed();
        relay.heldWallets.requireReleased(caller.walletId());
        this.relay = relay;
        this.surface = surface;
        this.request = request;
        this.answer = answer;
        this.chat = surface.read(request.body());
        this.terms = relay.tiers.standing(caller.walletId());
        this.factors = new Factors(relay.basePpm, terms.multiplierPpm());
        this.route = relay.rules.worthwhile(
                relay.routes.resolve(chat.model(), request.format(), caller), chat.model(), factors);
        CallRules.requirePrices(chat, route.model());
    }

    void start() {
        if (!relay.settlements.isAccepting()) {
            throw new GatewayException(
                            ErrorCode.OVERLOADED, "The gateway cannot put calls on the books right now; try again.")
                    .retryAfter("1");
        }
        inputTokens = MaximumPrice.promptTokens(chat, route.model());
        long most = maximumPrice();
        Passage first = passage(route.ways().getFirst());
        Admission entered = relay.limits.enter(request.caller(), terms);
        admission = entered;
        answer.announce(entered.headers(request.format().protocol()));
        hold(most, first);
    }

    private void hold(long most, Passage first) {
        Caller caller = request.caller();
        @Nullable String cappedKey = caller.key().capped() ? caller.keyId() : null;
        relay.credit.hold(caller.walletId(), cappedKey, most).whenComplete((held, failure) -> request.ioThread()
                .execute(() -> held(held, failure, first)));
    }

    private long maximumPrice() {
        try {
            return MaximumPrice.nanoCredits(chat, route.model(), factors, inputTokens, relay.holdOutputTokens);
        } catch (ArithmeticException e) {
            throw GatewayException.invalid("max_tokens", "max_tokens is larger than any answer can be.");
        }
    }

    private void held(@Nullable HoldAnswer held, @Nullable Throwable failure, Passage first) {
        if (held == null) {
            LOG.log(Level.WARNING, "A hold could not be drawn", failure);
            refuse(new GatewayException(ErrorCode.OVERLOADED, "Your balance cannot be read right now; try again.")
                    .retryAfter("1"));
            return;
        }
        switch (held) {
            case HoldAnswer.Shortage shortage ->
                countOrRefuse(shortage.available(), first, () -> refuse(insufficient(shortage)));
            case HoldAnswer.Exhausted exhausted -> countOrRefuse(exhausted.available(), first, () -> refuse(exhausted));
            case Hold hold -> send(hold, first);
        }
    }

    /**
     * The bound told from the request's size does not fit: an exact count may (money.md section 5.1). It is not made where
     * the answer alone is too dear, or where what the provider adds is unknown.
     */
    private void countOrRefuse(long available, Passage first, Runnable refuse) {
        boolean countable = !counted
                && !chat.unseen().providerTools()
                && surface instanceof ConversationSurface
                && MaximumPrice.outputNanoCredits(chat, route.model(), factors, relay.holdOutputTokens) < available;
        if (!countable) {
            refuse.run();
            return;
        }
        counted = true;
        relay.counting
                .forCaller(this::countedInput)
                .whenCompleteAsync(
                        (tokens, failure) -> {
                            if (failure != null || tokens >= inputTokens) {
                                refuse.run();
                                return;
                            }
                            inputTokens = tokens;
                            hold(maximumPrice(), first);
                        },
                        request.ioThread());
    }

    /** With a tenth more, by which counts are off now and then (docs/token-counting.md). */
    private long countedInput() {
        ConversationSurface reader = (ConversationSurface) surface;
        long tokens = relay.tokens.count(reader.conversation(request.body()), route.model());
        return tokens + tokens / 10;
    }

    /** Tries the next account that serves the model. */
    void sendOn(Hold hold) {
        try {
            send(hold, passage(route.ways().get(nextWay)));
        } catch (GatewayException refusal) {
            relay.credit.release(hold);
            refuse(refusal);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be told in another format", e);
            relay.credit.release(hold);
            refuse(new GatewayException(ErrorCode.INTERNAL, "The gateway failed to send the call."));
        }
    }

    private void send(Hold hold, Passage passage) {
        Way way = route.ways().get(nextWay++);
        if (askedNanos == 0) {
            askedNanos = System.nanoTime();
        }
        try {
            new Attempt(this, way, passage, hold).start();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be sent", e);
            relay.credit.release(hold);
            refuse(new GatewayException(ErrorCode.INTERNAL, "The gateway failed to send the call."));
        }
    }

    private Passage passage(Way way) {
        return way.format() == request.format() ? new SameFormat(this, way) : new Translated(this, way);
    }

    /** The caller's request in no vendor's terms; read once, however many accounts are tried. */
    Conversation conversation(ConversationSurface reader) {
        if (conversation == null) {
            conversation = reader.conversation(request.body()).withModel(route.upstreamName());
        }
        return conversation;
    }

    long heldOutputTokens() {
        return MaximumPrice.outputTokens(chat, route.model(), relay.holdOutputTokens);
    }

    /** Between the request's last byte and the first account being asked. */
    int overheadMicros() {
        return (int) Math.clamp((askedNanos - request.readNanos()) / 1_000, 0, Integer.MAX_VALUE);
    }

    boolean hasAnotherAccount() {
        return nextWay < route.ways().size();
    }

    /** Counts the call out, once, when it has ended. */
    void leave() {
        Admission entered = admission;
        admission = null;
        if (entered != null) {
            entered.leave();
        }
    }

    /** Ends the call without a charge, with an error as its whole answer. */
    void refuse(GatewayException refusal) {
        leave();
        answer.refuse(refusal);
    }

    /** The key is revoked, if it is to be and cannot pay the shortest answer, before its caller hears of it. */
    private void refuse(HoldAnswer.Exhausted exhausted) {
        boolean revokes =
                exhausted.revokes() && fittingOutputTokens(exhausted.budget().left()) == 0;
        GatewayException refusal = exhausted(exhausted, revokes);
        if (!revokes) {
            refuse(refusal);
            return;
        }
        CompletableFuture.runAsync(() -> relay.keys.revoke(request.caller().keyId(), "its spend cap"), relay.executor)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.log(Level.ERROR, "An exhausted key could not be revoked", failure);
                            }
                            refuse(refusal);
                        },
                        request.ioThread());
    }

    private GatewayException exhausted(HoldAnswer.Exhausted exhausted, boolean revokes) {
        KeyBudgets.Budget cap = exhausted.budget();
        String remedy = revokes
                ? "The key is revoked now; use another one."
                : remedy("Raise the key's cap", exhausted.available());
        Limit met = new Limit(Scope.KEY, Kind.SPEND_CAP, cap.limit(), cap.left(), Limit.BY_REMEDY_ONLY);
        return new GatewayException(
                        ErrorCode.KEY_BUDGET_EXHAUSTED,
                        "This key's spend cap does not cover this call: limit " + Credits.decimal(cap.limit())
                                + " credits, spent " + Credits.decimal(cap.spent()) + ", left "
                                + Credits.decimal(cap.left())
                                + ", of which " + Credits.decimal(Math.max(0, cap.left() - exhausted.available()))
                                + " are held for calls under way; needed at most " + Credits.decimal(exhausted.needed())
                                + ". "
                                + remedy)
                .by(met);
    }

    private String remedy(String raise, long available) {
        long fitting = fittingOutputTokens(available);
        return fitting > 0 ? raise + ", or set max_tokens to at most " + fitting + "." : raise + " to go on.";
    }

    private long fittingOutputTokens(long available) {
        return MaximumPrice.fittingOutputTokens(chat, route.model(), factors, inputTokens, available);
    }

    private GatewayException insufficient(HoldAnswer.Shortage shortage) {
        String remedy = remedy("Top up", shortage.available());
        long left = Math.max(0, shortage.available());
        return new GatewayException(
                        ErrorCode.INSUFFICIENT_CREDITS,
                        "Your organisation's balance does not cover this call: available " + Credits.decimal(left)
                                + " credits, needed at most " + Credits.decimal(shortage.needed()) + " credits. "
                                + remedy)
                .by(new Limit(Scope.ORGANISATION, Kind.BALANCE, left, left, Limit.BY_REMEDY_ONLY));
    }
}
