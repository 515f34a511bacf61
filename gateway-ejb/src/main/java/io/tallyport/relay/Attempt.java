package io.tallyport.relay;

import io.tallyport.choice.Way;
import io.tallyport.credit.Hold;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UpstreamError;
import io.tallyport.relay.Passage.Plain;
import io.tallyport.transport.UpstreamCall;
import io.tallyport.transport.UpstreamHead;
import io.tallyport.transport.UpstreamListener;
import io.tallyport.upstream.UpstreamErrors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one account: bytes of the answer pass to the caller, watched for usage; its end is put on the books
 * before the caller sees it. Runs on the call's I/O thread.
 */
final class Attempt implements UpstreamListener {
    private static final int OK = 200;
    private static final Set<Integer> PROMPT_REJECTED = Set.of(400, 404, 413, 422);
    private static final int MOST_PLAIN_BYTES = 128 * 1024 * 1024;
    private static final String DRAINED = "drained";
    private static final int MOST_ERROR_BYTES = 1024 * 1024;
    private static final int MOST_EARLY_BYTES = 64 * 1024;

    private final Call call;
    private final Way way;
    private final Passage passage;
    private final Bill bill;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream(1024);
    private final Hold hold;
    private final Asking asking;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream(0);
    private @Nullable UpstreamCall upstream;
    private @Nullable StreamWatch watch;
    private @Nullable Drain drain;
    private Map<String, String> headers = Map.of();
    private @Nullable String retryAfter;
    private int status;
    private boolean begun;
    private boolean settled;

    Attempt(Call call, Way way, Passage passage, Hold hold) {
        this.call = call;
        this.way = way;
        this.passage = passage;
        this.hold = hold;
        this.bill = new Bill(call, way, hold);
        this.asking = new Asking(call, way, bill);
    }

    Way way() {
        return way;
    }

    TriedAttempt tried(int n, Trouble trouble) {
        @Nullable StreamWatch stream = watch;
        return bill.tried(n, trouble, stream == null ? null : stream.usage().tokens());
    }

    void start() {
        asking.begin();
        Optional<String> secret = call.relay.accounts.secret(way.account());
        if (secret.isEmpty()) {
            // taken out since it was chosen
            stopped(new Trouble(Reason.UNREACHABLE, 0, UpstreamErrors.of(Failure.UNREACHABLE), null));
            return;
        }
        upstream = call.relay.transport.send(call.request.ioThread(), passage.request(secret.get()), this);
    }

    @Override
    public void responded(UpstreamHead head) {
        status = head.status();
        headers = passage.headers(head);
        retryAfter = head.header("retry-after");
        bill.responded(status);
        @Nullable String type = head.header("content-type");
        if (status == OK && call.chat.stream() && type != null && type.startsWith("text/event-stream")) {
            watch = passage.watch();
            call.relay.heldBack.watch(this, call.request.ioThread());
        }
    }

    /**
     * Until the first token nothing of a stream goes to the caller, so that another account can take the call over; but not
     * for long, since a caller that waits wants to see that something is there.
     */
    void begin() {
        if (begun || settled) {
            return;
        }
        begun = true;
        call.relay.heldBack.forget(this);
        asking.firstToken();
        call.won(this);
        call.answer.begin(headers, bill.terms(), call.overheadMicros());
        if (early.size() > 0) {
            call.answer.write(early.toByteArray());
            early.reset();
        }
    }

    @Override
    public void received(byte[] bytes, int length) {
        bill.firstByte();
        StreamWatch stream = watch;
        if (stream == null) {
            plain.write(bytes, 0, length);
            if (plain.size() > (status == OK ? MOST_PLAIN_BYTES : MOST_ERROR_BYTES)) {
                abort();
                brokenOff(
                        Reason.UNREADABLE,
                        new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider's answer is too large."));
            }
            return;
        }
        noticeWhetherTheCallerIsGone(stream);
        stream.accept(bytes, length, this::forward);
        @Nullable GatewayException failure = stream.failure();
        if (failure != null) {
            abort();
            brokenOff(Reason.of(failure.status()), failure);
            return;
        }
        if (stream.usage().delivered().characters() > 0 || stream.isComplete() || early.size() > MOST_EARLY_BYTES) {
            begin();
        }
        if (stream.isComplete()) {
            complete(stream);
            return;
        }
        watchTheCaller(stream);
    }

    private void forward(byte[] events) {
        if (begun && drain == null) {
            call.answer.write(events);
        } else if (!begun) {
            early.writeBytes(events);
        }
    }

    /** Before what has come is taken for delivered. */
    private void noticeWhetherTheCallerIsGone(StreamWatch stream) {
        if (call.answer.isGone() && drain == null) {
            drain = new Drain(stream.usage(), way.account().provider().disconnect());
            Drain.afterItsTime(call.request.ioThread()).execute(this::leaveWhatHasBeenDrained);
        }
    }

    /** A caller that is gone leaves the answer to be drained within limits; a slow one pauses the upstream. */
    private void watchTheCaller(StreamWatch stream) {
        noticeWhetherTheCallerIsGone(stream);
        leaveWhatHasBeenDrained();
        if (settled) {
            return;
        }
        UpstreamCall reading = upstream;
        if (drain == null && reading != null && call.answer.isCongested()) {
            reading.pause();
            call.answer.whenDrained(() -> call.request.ioThread().execute(reading::resume));
        }
    }

    /** Also of an upstream that sends nothing more. */
    private void leaveWhatHasBeenDrained() {
        if (!settled
                && drain != null
                && drain.isOver(Objects.requireNonNull(watch).usage())) {
            abort();
            leave(drain, drain.policyOfLeaving());
        }
    }

    @Override
    public void ended() {
        if (settled) {
            return;
        }
        bill.lastByte();
        StreamWatch stream = watch;
        if (stream != null) {
            stream.end();
            if (stream.isComplete()) {
                begin();
                complete(stream);
                return;
            }
            brokenOff(
                    Reason.BROKEN,
                    new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider ended its answer too early."));
            return;
        }
        if (status == OK) {
            completePlain();
            return;
        }
        UpstreamError error = passage.error(status, plain.toByteArray());
        status = error.status();
        @Nullable String wait = retryAfter == null ? error.retryAfter() : retryAfter;
        stopped(new Trouble(Reason.of(status), status, UpstreamErrors.of(error, retryAfter), RetryAfter.read(wait)));
    }

    @Override
    public void failed(Failure failure) {
        if (settled) {
            return;
        }
        brokenOff(
                switch (failure) {
                    case UNREACHABLE -> Reason.UNREACHABLE;
                    case BROKEN -> Reason.BROKEN;
                    case TIMED_OUT -> Reason.TIMED_OUT;
                },
                UpstreamErrors.of(failure));
    }

    /** The answer ends for a reason that is not in its bytes: in mid-stream it is never begun anew in silence. */
    private void brokenOff(Reason reason, GatewayException failure) {
        if (begun) {
            asking.failed(new Trouble(reason, status, failure, null));
            breakOff(Outcome.B3, failure);
            return;
        }
        stopped(new Trouble(reason, status, failure, null));
    }

    /** Nothing has reached the caller: the call may go on elsewhere. */
    private void stopped(Trouble trouble) {
        if (settled) {
            return;
        }
        settled = true;
        call.relay.heldBack.forget(this);
        asking.failed(trouble);
        call.failed(this, trouble, hold);
    }

    /** Whether neither a token nor a failure has come. */
    boolean isWaiting() {
        return !begun && !settled;
    }

    Trouble lost() {
        return new Trouble(
                Reason.HEDGED,
                status,
                new GatewayException(ErrorCode.UPSTREAM_FAILED, "Another account was faster."),
                null);
    }

    /** Another attempt's answer began first. */
    void lose() {
        if (settled) {
            return;
        }
        settled = true;
        call.relay.heldBack.forget(this);
        abort();
        asking.left();
    }

    private void complete(StreamWatch stream) {
        if (settled) {
            return;
        }
        if (drain != null && (drain.outcome() == Outcome.B5 || stream.usage().tokens() == null)) {
            leave(drain, DRAINED);
            return;
        }
        settled = true;
        asking.succeeded(stream.usage().tokens());
        Outcome outcome = drain == null ? Outcome.B1 : Outcome.B6;
        if (drain != null) {
            bill.ended(DRAINED);
        }
        bill.settle(
                stream.usage(),
                outcome,
                receipt -> call.answer.end(stream.keptBack(receipt.tokens())),
                call.answer::breakOff);
    }

    private void completePlain() {
        byte[] body = plain.toByteArray();
        Optional<Plain> whole = passage.plain(body);
        if (whole.isEmpty()) {
            brokenOff(
                    Reason.UNREADABLE,
                    new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider sent an unreadable answer."));
            return;
        }
        settled = true;
        call.won(this);
        Plain answer = whole.get();
        asking.firstToken();
        asking.succeeded(answer.usage().tokens());
        bill.settle(
                answer.usage(),
                Outcome.B1,
                receipt -> call.answer.plain(status, headers, answer.body().apply(receipt.tokens()), receipt),
                call.answer::refuse);
    }

    /** No output reached the caller, and none will: nothing is charged. */
    void fail(Trouble trouble) {
        bill.settleNothing(
                PROMPT_REJECTED.contains(status) ? Outcome.B7 : Outcome.B2,
                watch == null ? null : watch.usage().tokens());
        call.answer.refuse(trouble.told());
    }

    /** The stream has begun and cannot be finished: what was delivered is charged. */
    private void breakOff(Outcome outcome, GatewayException failure) {
        if (settled) {
            return;
        }
        if (drain != null) {
            leave(drain, "broken off upstream");
            return;
        }
        settled = true;
        StreamWatch stream = Objects.requireNonNull(watch);
        bill.settlePartly(
                stream.usage(),
                outcome,
                Long.MAX_VALUE,
                receipt -> call.answer.breakOff(failure),
                call.answer::breakOff);
    }

    /** Nobody hears the end: what the caller got before it left is charged. */
    private void leave(Drain gone, String policy) {
        settled = true;
        asking.left();
        bill.ended(policy);
        bill.settlePartly(
                Objects.requireNonNull(watch).usage(),
                gone.outcome(),
                gone.deliveredCharacters(),
                receipt -> call.answer.breakOff(callerGone()),
                call.answer::breakOff);
    }

    private static GatewayException callerGone() {
        return new GatewayException(ErrorCode.UPSTREAM_FAILED, "The caller is gone.");
    }

    private void abort() {
        if (upstream != null) {
            upstream.abort();
        }
    }
}
