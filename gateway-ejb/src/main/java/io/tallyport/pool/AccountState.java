package io.tallyport.pool;

import io.tallyport.upstream.Quota;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What goes on at one account. */
public final class AccountState {
    static final int TICKS_PER_SECOND = 4;
    private static final int LOAD_SECONDS = 10;
    private static final int BEGUN_SECONDS = 30;
    private static final int MINUTE_SECONDS = 60;

    private final Rest rest = new Rest();
    private final Map<String, ModelState> models = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Window load = new Window(LOAD_SECONDS * TICKS_PER_SECOND);
    private final Window begun = new Window(BEGUN_SECONDS * TICKS_PER_SECOND);
    private final Window requests = new Window(MINUTE_SECONDS * TICKS_PER_SECOND);
    private final Window tokens = new Window(MINUTE_SECONDS * TICKS_PER_SECOND);
    private volatile Used elsewhere = Used.NOTHING;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Fitness fitness = Fitness.FULL;

    /** What other nodes have used of its quotas in the last minute, and have under way. */
    record Used(int underWay, long requests, long tokens) {
        static final Used NOTHING = new Used(0, 0, 0);

        Used plus(Used other) {
            return new Used(underWay + other.underWay, requests + other.requests, tokens + other.tokens);
        }
    }

    public ModelState model(String modelId) {
        ModelState known = models.get(modelId);
        return known == null ? models.computeIfAbsent(modelId, any -> new ModelState()) : known;
    }

    Map<String, ModelState> models() {
        return models;
    }

    /** Calls that this node has sent there in the last ten seconds. */
    public long load() {
        return load.sum();
    }

    /** Conversations that began there in the last thirty seconds: calls that are to come. */
    public long begun() {
        return begun.sum();
    }

    /** The part of its weight that it is fit for at the moment, in eighths. */
    public int fitParts() {
        return fitness.parts;
    }

    void fit(Fitness now) {
        fitness = now;
    }

    public int underWay() {
        return underWay.get() + elsewhere.underWay;
    }

    /**
     * Why a call of this model should not go there now.
     *
     * @param now monotonic nanoseconds
     */
    public Standing standing(ModelState model, Quota quota, long now) {
        if (rest.isAskedToWait(now) || model.rest.isAskedToWait(now)) {
            return Standing.COOLING;
        }
        if (isFull(quota)) {
            return Standing.FULL;
        }
        return rest.isBroken(now) || model.rest.isBroken(now) ? Standing.BROKEN : Standing.WELL;
    }

    private boolean isFull(Quota quota) {
        Used others = elsewhere;
        return reached(quota.concurrency(), underWay.get() + others.underWay)
                || reached(quota.requestsPerMinute(), requests.sum() + others.requests)
                || reached(quota.tokensPerMinute(), tokens.sum() + others.tokens);
    }

    private static boolean reached(@Nullable Number quota, long used) {
        return quota != null && used >= quota.longValue();
    }

    /** Nanoseconds until it may be asked again, as far as that is known; 0: unknown, or now. */
    public long restingNanos(ModelState model, long now) {
        return Math.max(rest.remaining(now), model.rest.remaining(now));
    }

    /**
     * A call goes there; {@link #over} must follow.
     *
     * @param begins whether it is a conversation's first
     */
    public void asked(ModelState model, long promptTokens, boolean begins) {
        if (begins) {
            begun.add(1);
        }
        underWay.incrementAndGet();
        load.add(1);
        requests.add(1);
        tokens.add(promptTokens);
        rest.asked();
        model.rest.asked();
        model.tally.asked();
    }

    /** The call is over, however it ended; {@code moreTokens} than it was thought to use. */
    public void over(ModelState model, long moreTokens) {
        underWay.decrementAndGet();
        tokens.add(moreTokens);
        rest.left();
        model.rest.left();
    }

    public void firstToken(ModelState model, long micros) {
        model.tally.firstToken(micros);
    }

    public void succeeded(ModelState model, Served served) {
        if (refusals.get() > 0) {
            refusals.set(0);
        }
        rest.succeeded();
        model.rest.succeeded();
        model.tally.succeeded(served);
    }

    /** Its provider refuses more calls of this model for a while. */
    public void limited(ModelState model, long waitNanos, long now) {
        model.tally.limited();
        model.rest.waitFor(waitNanos, now);
    }

    /** An error of the account's own: of this model's, if the account was reached. */
    public void failed(ModelState model, boolean reached, long now) {
        model.tally.failed();
        (reached ? model.rest : rest).failed(now);
    }

    /** Its provider refuses the account itself. @return how many times in a row */
    public int refused() {
        return refusals.incrementAndGet();
    }

    /** The provider says for how long this model is not to be asked. */
    public void waitFor(ModelState model, long nanos, long now) {
        model.rest.waitFor(nanos, now);
    }

    void tick() {
        load.tick();
        begun.tick();
        requests.tick();
        tokens.tick();
    }

    Used used() {
        return new Used(underWay.get(), requests.sum(), tokens.sum());
    }

    void usedElsewhere(Used used) {
        elsewhere = used;
    }
}
