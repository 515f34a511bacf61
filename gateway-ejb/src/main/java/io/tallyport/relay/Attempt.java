package io.tallyport.relay;

import io.tallyport.credit.Hold;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UpstreamError;
import io.tallyport.relay.Passage.Plain;
import io.tallyport.route.Way;
import io.tallyport.transport.UpstreamCall;
import io.tallyport.transport.UpstreamHead;
import io.tallyport.transport.UpstreamListener;
import io.tallyport.upstream.UpstreamErrors;
import io.tallyport.usage.Outcome;
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

    private final Call call;
    private final Way way;
    private final Passage passage;
    private final Bill bill;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream(1024);
    private final Hold hold;
    private @Nullable UpstreamCall upstream;
    private @Nullable StreamWatch watch;
    private @Nullable Drain drain;
    private Map<String, String> headers = Map.of();
    private @Nullable String retryAfter;
    private int status;
    private boolean settled;

    Attempt(Call call, Way way, Passage passage, Hold hold) {
        this.call = call;
        this.way = way;
        this.passage = passage;
        this.hold = hold;
        this.bill = new Bill(call, way, hold);
    }

    void start() {
        upstream = call.relay.transport.send(
                call.request.ioThread(), passage.request(call.relay.accounts.secret(way.account())), this);
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
            call.answer.begin(headers, bill.terms(), call.overheadMicros());
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
                fail(new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider's answer is too large."));
            }
            return;
        }
        noticeWhetherTheCallerIsGone(stream);
        stream.accept(bytes, length, this::forward);
        if (stream.failure() != null) {
            abort();
            breakOff(Outcome.B3, Objects.requireNonNull(stream.failure()));
            return;
        }
        if (stream.isComplete()) {
            complete(stream);
            return;
        }
        watchTheCaller(stream);
    }

    private void forward(byte[] events) {
        if (drain == null) {
            call.answer.write(events);
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
                complete(stream);
                return;
            }
            breakOff(
                    Outcome.B3,
                    new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider ended its answer too early."));
            return;
        }
        if (status == OK) {
            completePlain();
            return;
        }
        UpstreamError error = passage.error(status, plain.toByteArray());
        status = error.status();
        fail(UpstreamErrors.of(error, retryAfter));
    }

    @Override
    public void failed(Failure failure) {
        if (settled) {
            return;
        }
        if (watch != null) {
            breakOff(Outcome.B3, UpstreamErrors.of(failure));
            return;
        }
        if (failure == Failure.UNREACHABLE && call.hasAnotherAccount()) {
            call.sendOn(hold);
            return;
        }
        fail(UpstreamErrors.of(failure));
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
            fail(new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider sent an unreadable answer."));
            return;
        }
        settled = true;
        Plain answer = whole.get();
        bill.settle(
                answer.usage(),
                Outcome.B1,
                receipt -> call.answer.plain(status, headers, answer.body().apply(receipt.tokens()), receipt),
                call.answer::refuse);
    }

    /** No output reached the caller: nothing is charged. */
    private void fail(GatewayException failure) {
        settled = true;
        bill.settleNothing(PROMPT_REJECTED.contains(status) ? Outcome.B7 : Outcome.B2);
        call.answer.refuse(failure);
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
