package io.tallyport.relay;

import io.tallyport.choice.Way;
import io.tallyport.pool.AccountState;
import io.tallyport.pool.ModelState;
import io.tallyport.pool.Served;
import io.tallyport.usage.TokenCounts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one attempt tells of its account: that it is under way, and how it ended, once. */
final class Asking {
    /** After a 429 that does not say for how long. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
    /** For an account that does not know a model. */
    private static final Duration UNKNOWN_MODEL_WAIT = Duration.ofMinutes(1);
    /** So often in a row a provider refuses an account before it is taken out: one refusal may be about one call. */
    private static final int REFUSALS = 3;

    private final Call call;
    private final Way way;
    private final Bill bill;
    private int firstTokenMicros;
    private boolean over;

    Asking(Call call, Way way, Bill bill) {
        this.call = call;
        this.way = way;
        this.bill = bill;
    }

    void begin() {
        way.candidate().asked(call.promptTokens(), call.begins());
    }

    void firstToken() {
        if (firstTokenMicros == 0) {
            firstTokenMicros = bill.sinceStart();
            state().firstToken(model(), firstTokenMicros);
        }
    }

    void succeeded(@Nullable TokenCounts tokens) {
        if (tokens == null) {
            over(0);
            return;
        }
        Served served = new Served(
                prompt(tokens), tokens.cacheRead(), tokens.output(), Math.max(0, bill.sinceStart() - firstTokenMicros));
        state().succeeded(model(), served);
        over(served.promptTokens() + served.outputTokens() - call.promptTokens());
    }

    /** False usage must not keep a call from its end. */
    private static long prompt(TokenCounts tokens) {
        try {
            return tokens.prompt();
        } catch (ArithmeticException e) {
            return 0;
        }
    }

    void failed(Trouble trouble) {
        if (isStaged()) {
            over(0);
            return;
        }
        long now = System.nanoTime();
        switch (trouble.reason()) {
            case RATE_LIMITED -> state().limited(model(), nanos(trouble, USUAL_WAIT), now);
            case UNREACHABLE -> state().failed(model(), false, now);
            case BROKEN, TIMED_OUT, OVERLOADED, SERVER_ERROR, UNREADABLE -> {
                state().failed(model(), true, now);
                if (trouble.pause() != null) {
                    state().waitFor(model(), nanos(trouble, Duration.ZERO), now);
                }
            }
            case REFUSED -> refused(trouble);
            case UNKNOWN_MODEL -> state().waitFor(model(), UNKNOWN_MODEL_WAIT.toNanos(), now);
            case INVALID, HEDGED -> {}
        }
        over(0);
    }

    /** What a caller asks a simulator to play says nothing about the account. */
    private boolean isStaged() {
        return way.account().provider().simulator()
                && !call.request.simulatorHeaders().isEmpty();
    }

    private void refused(Trouble trouble) {
        if (state().refused() >= REFUSALS) {
            call.relay.accounts.takeOut(
                    way.account().id(),
                    "its provider answered " + trouble.status() + " " + REFUSALS + " times in a row");
        }
    }

    private static long nanos(Trouble trouble, Duration otherwise) {
        Duration wait = trouble.pause() == null ? otherwise : trouble.pause();
        return TimeUnit.MILLISECONDS.toNanos(wait.toMillis());
    }

    /** Nothing can be said of the account: the caller left, or another attempt was faster. */
    void left() {
        over(0);
    }

    private void over(long moreTokens) {
        if (!over) {
            over = true;
            way.candidate().over(moreTokens);
        }
    }

    private AccountState state() {
        return way.candidate().state();
    }

    private ModelState model() {
        return way.candidate().model();
    }
}
