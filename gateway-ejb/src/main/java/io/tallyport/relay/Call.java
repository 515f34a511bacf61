package io.tallyport.relay;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.chat.Conversation;
import io.tallyport.choice.Candidate;
import io.tallyport.choice.Chooser.Asked;
import io.tallyport.choice.Pick;
import io.tallyport.choice.Route;
import io.tallyport.choice.Way;
import io.tallyport.choice.Wish;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.RoutingMode;
import io.tallyport.limit.Admission;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Surface;
import io.tallyport.tier.Standing;
import io.tallyport.usage.Factors;
import io.tallyport.usage.UsageEvent.Placement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call from admission to its upstream account: steps 2 to 6 of the way of one call. */
final class Call {
    private static final Logger LOG = System.getLogger(Call.class.getName());
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int HOUR_SECONDS = 3_600;
    /** Caches live for five minutes, or up to ten where providers keep them unasked. */
    private static final int USUAL_LIFE_SECONDS = 600;

    final Relay relay;
    final Surface surface;
    final CallRequest request;
    final Answer answer;
    final ChatRequest chat;
    final CacheHelp cacheHelp;
    /** Those of this moment; what changes later is for later calls. */
    final Standing terms;

    final Factors factors;
    final Route route;

    private final Asked asked;
    private final Tries tries = new Tries();
    private final List<Attempt> racing = new ArrayList<>(1);
    private long askedNanos;
    private @Nullable Admission admission;
    private @Nullable Conversation conversation;
    /** The most that the prompt is: told from its size, or counted. */
    private long inputTokens;

    private boolean counted;

    /** What is ready to be sent once the hold stands. */
    private record Sending(Way way, Passage passage) {}

    Call(Relay relay, Surface surface, CallRequest request, Answer answer) {
        Caller caller = request.caller();
        caller.requireServed();
        relay.heldWallets.requireReleased(caller.walletId());
        this.relay = relay;
        this.surface = surface;
        this.request = request;
        this.answer = answer;
        ChatRequest read = surface.read(request.body());
        this.cacheHelp = new CacheHelp(caller.key().routing().breakpointHelp(), read);
        this.chat = read.withCaching(cacheHelp.caching());
        this.terms = relay.tiers.standing(caller.walletId());
        this.factors = new Factors(relay.basePpm, terms.multiplierPpm());
        this.route = relay.rules.worthwhile(
                relay.routes.resolve(chat.model(), request.format(), caller), chat.model(), factors);
        CallRules.requirePrices(chat, route.model());
        Wish wish = relay.wishes.of(request.routing(), caller, route.model());
        this.asked = new Asked(key(wish), wish, cacheLifeSeconds(chat));
    }

    private AffinityKey key(Wish wish) {
        return wish.mode() == RoutingMode.AFFINITY && route.plan().size() > 1
                ? relay.prompts.of(
                        request.caller().walletId(), route.model().id(), request.body(), chat, request.session())
                : AffinityKey.NONE;
    }

    private static int cacheLifeSeconds(ChatRequest chat) {
        return chat.caching() == Caching.ONE_HOUR ? HOUR_SECONDS : USUAL_LIFE_SECONDS;
    }

    void start() {
        if (!relay.settlements.isAccepting()) {
            throw new GatewayException(
                            ErrorCode.OVERLOADED, "The gateway cannot put calls on the books right now; try again.")
                    .retryAfter("1");
        }
        inputTokens = MaximumPrice.promptTokens(chat, route.model());
        long most = maximumPrice();
        Way first = next().orElseThrow(this::nobodyToAsk);
        Passage passage = passage(first);
        Admission entered = relay.limits.enter(request.caller(), terms);
        admission = entered;
        answer.announce(entered.headers(request.format().protocol()));
        hold(most, new Sending(first, passage));
    }

    /** The account to ask next, if there is one that may be asked now. */
    private Optional<Way> next() {
        @Nullable Pick pick = relay.chooser.next(route.plan(), asked, tries.candidates(), System.nanoTime());
        return Optional.ofNullable(pick).map(this::way);
    }

    private Way way(Pick pick) {
        Candidate candidate = pick.candidate();
        return new Way(
                candidate,
                candidate.upstreamModel() == null ? route.upstreamName() : candidate.upstreamModel(),
                relay.catalog.cost(candidate.account().id(), route.model().id()),
                pick.placed());
    }

    private GatewayException nobodyToAsk() {
        long now = System.nanoTime();
        long nanos = route.plan()
                .candidates()
                .mapToLong(each -> each.state().restingNanos(each.model(), now))
                .min()
                .orElse(0);
        return new GatewayException(
                        ErrorCode.RATE_LIMITED, "All accounts at the model's providers are at their limits; try again.")
                .retryAfter(Long.toString(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_SECOND))));
    }

    private void hold(long most, Sending first) {
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

    private void held(@Nullable HoldAnswer held, @Nullable Throwable failure, Sending first) {
        if (held == null) {
            LOG.log(Level.WARNING, "A hold could not be drawn", failure);
            refuse(new GatewayException(ErrorCode.OVERLOADED, "Your balance cannot be read right now; try again.")
                    .retryAfter("1"));
            return;
        }
        switch (held) {
            case HoldAnswer.Shortage shortage ->
                countOrRefuse(shortage.available(), first, () -> refuse(new Shortfall(this).of(shortage)));
            case HoldAnswer.Exhausted exhausted -> countOrRefuse(exhausted.available(), first, () -> refuse(exhausted));
            case Hold hold -> send(hold, first.way(), first.passage());
        }
    }

    /**
     * The bound told from the request's size does not fit: an exact count may (money.md section 5.1). It is not made where
     * the answer alone is too dear, or where what the provider adds is unknown.
     */
    private void countOrRefuse(long available, Sending first, Runnable refuse) {
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

    /** An attempt failed before anything of it reached the caller: another one follows, or the caller hears of it. */
    void failed(Attempt attempt, Trouble trouble, Hold hold) {
        racing.remove(attempt);
        if (!racing.isEmpty()) {
            tries.add(attempt, trouble);
            return;
        }
        @Nullable Way next = mayTryOn(trouble) ? following(attempt, trouble) : null;
        @Nullable Sending sending = next == null ? null : sending(next);
        if (next == null || sending == null) {
            attempt.fail(trouble);
            return;
        }
        Duration pause = pause(next, attempt, trouble);
        tries.add(attempt, trouble);
        if (pause.isZero()) {
            send(hold, next, sending.passage());
            return;
        }
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, request.ioThread())
                .execute(() -> send(hold, next, sending.passage()));
    }

    /** Null if the request cannot be told in the account's format. */
    private @Nullable Sending sending(Way way) {
        try {
            return new Sending(way, passage(way));
        } catch (GatewayException untranslatable) {
            return null;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be told in another format", e);
            return null;
        }
    }

    /** Sends the call to a second account as well, should the first be silent for so long; the first token decides. */
    private void hedge(Hold hold, Attempt first, Duration silence) {
        if (tries.count() > 0 || racing.size() > 1) {
            return;
        }
        CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS, request.ioThread())
                .execute(() -> {
                    if (first.isWaiting() && racing.size() == 1) {
                        @Nullable Way second = following(first);
                        @Nullable Sending sending = second == null ? null : sending(second);
                        if (sending != null) {
                            send(hold, sending.way(), sending.passage());
                        }
                    }
                });
    }

    /** This attempt's answer is the call's. */
    void won(Attempt attempt) {
        racing.remove(attempt);
        for (Attempt other : racing) {
            other.lose();
            tries.add(other, other.lost());
        }
        racing.clear();
    }

    private boolean mayTryOn(Trouble trouble) {
        return trouble.reason().mayPassElsewhere()
                && tries.count() + 1 < relay.retries.attempts()
                && System.nanoTime() - askedNanos < relay.retries.within().toNanos();
    }

    /** Another account, or the same again where there is no other; null: neither. */
    private @Nullable Way following(Attempt failed, Trouble trouble) {
        @Nullable Way other = following(failed);
        if (other != null) {
            return other;
        }
        Candidate candidate = failed.way().candidate();
        boolean again = trouble.reason().passes()
                && tries.timesAsked(candidate) < relay.retries.again()
                && pause(failed.way(), failed, trouble).compareTo(relay.retries.longestPause()) <= 0;
        return again ? failed.way() : null;
    }

    private @Nullable Way following(Attempt attempt) {
        List<Candidate> tried = new ArrayList<>(tries.candidates());
        tried.add(attempt.way().candidate());
        @Nullable Pick other = relay.chooser.next(route.plan(), asked, tried, System.nanoTime());
        return other == null ? null : way(other);
    }

    /** The same account is not asked before its provider wants to be. */
    private Duration pause(Way next, Attempt failed, Trouble trouble) {
        boolean same = next.candidate().equals(failed.way().candidate());
        Duration pause = relay.retries.pause(tries.count() + 1, same);
        @Nullable Duration wait = same ? trouble.pause() : null;
        return wait == null || wait.compareTo(pause) < 0 ? pause : wait;
    }

    private void send(Hold hold, Way way, Passage passage) {
        if (askedNanos == 0) {
            askedNanos = System.nanoTime();
        }
        Attempt attempt = new Attempt(this, way, passage, hold);
        racing.add(attempt);
        try {
            attempt.start();
            relay.retries.hedgeAfter().ifPresent(silence -> hedge(hold, attempt, silence));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be sent", e);
            racing.remove(attempt);
            if (!racing.isEmpty()) {
                return;
            }
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
            conversation = reader.conversation(request.body());
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

    /** The most that the prompt is. */
    long promptTokens() {
        return inputTokens;
    }

    /** Whether a conversation begins with it, as far as anyone looks at conversations. */
    boolean begins() {
        return !asked.key().isNone() && asked.key().opening();
    }

    Tries tries() {
        return tries;
    }

    /** Where it went, for the books. */
    Placement placement(Way way) {
        AffinityKey key = asked.key();
        return new Placement(
                key.prefix(), key.conversation(), way.placed(), route.plan().size());
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
        Shortfall shortfall = new Shortfall(this);
        boolean revokes = shortfall.revokes(exhausted);
        GatewayException refusal = shortfall.of(exhausted, revokes);
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
}
