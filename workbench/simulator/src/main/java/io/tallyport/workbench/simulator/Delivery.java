package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Fault;
import io.tallyport.workbench.simulator.account.Fault.Break;
import io.tallyport.workbench.simulator.account.Outcome;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a script over one connection, on its I/O thread only: as fast as the client reads, or paced
 * by timers, with at most one fault on the way.
 */
final class Delivery {
    private static final double NANOS_PER_SECOND = 1e9;

    private final HttpServerExchange exchange;
    private final Script script;
    private final Breaks breaks;
    private final Fault fault;
    private final double nanosPerBeat;
    private final int batchBytes;
    private final Answer.Ended ended;
    private final StreamSinkChannel channel;
    private final Bytes batch = new Bytes(1024);

    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private long startNanos = System.nanoTime();
    private int next;
    private int delivered;
    private boolean pauseIsOver;
    private boolean faultIsOver;
    private boolean failing;

    /** @param batchBytes events are written together until they have this size */
    Delivery(
            HttpServerExchange exchange,
            Script script,
            Breaks breaks,
            Fault fault,
            double eventsPerSecond,
            int batchBytes,
            Answer.Ended ended) {
        this.exchange = exchange;
        this.script = script;
        this.breaks = breaks;
        this.fault = fault;
        this.nanosPerBeat = eventsPerSecond > 0 ? NANOS_PER_SECOND / eventsPerSecond : 0;
        this.batchBytes = batchBytes;
        this.ended = ended;
        this.pauseIsOver = fault.pauseMillis() == 0;
        this.faultIsOver = fault.kind() == Break.NONE;
        this.channel = exchange.getResponseChannel();
    }

    void start() {
        channel.getWriteSetter().set(writable -> {
            writable.suspendWrites();
            advance();
        });
        startNanos = System.nanoTime();
        advance();
    }

    private void advance() {
        try {
            while (drain()) {
                delivered = next;
                if (failing) {
                    end(Outcome.CUT);
                    return;
                }
                if (isAtFault() && fault.kind() == Break.CUT) {
                    ended.with(Outcome.CUT, script.outputTokensAfter(delivered));
                    Connections.close(exchange);
                    return;
                }
                if (next == script.events() && !isAtFault()) {
                    end(Outcome.COMPLETED);
                    return;
                }
                if (isWaiting()) {
                    return;
                }
                fill();
            }
        } catch (IOException e) {
            clientGone();
        }
    }

    /** Whether all bytes are out; if not, the channel calls {@link #advance} when it takes more. */
    private boolean drain() throws IOException {
        while (unsent.hasRemaining()) {
            if (channel.write(unsent) == 0) {
                channel.resumeWrites();
                return false;
            }
        }
        if (!channel.flush()) {
            channel.resumeWrites();
            return false;
        }
        return true;
    }

    private boolean isWaiting() {
        if (!pauseIsOver && next == fault.after()) {
            pauseIsOver = true;
            long pauseNanos = fault.pauseMillis() * 1_000_000L;
            startNanos += pauseNanos;
            await(System.nanoTime() + pauseNanos);
            return true;
        }
        if (isDue(next)) {
            return false;
        }
        await(dueNanos(next));
        return true;
    }

    private void await(long deadlineNanos) {
        Connections.await(exchange, deadlineNanos, this::advance, this::reportGone);
    }

    private void fill() {
        batch.clear();
        if (isAtFault()) {
            faultIsOver = true;
            failing = fault.kind() == Break.ERROR_EVENT;
            batch.add(failing ? breaks.errorEvent() : breaks.malformedEvent());
        }
        while (!failing && next < script.events() && batch.size() < batchBytes && isDue(next) && !stopsHere()) {
            script.append(next++, batch);
        }
        unsent = batch.view();
    }

    /** A batch ends where something other than the next event is due. */
    private boolean stopsHere() {
        return batch.size() > 0 && next == fault.after() && (!faultIsOver || !pauseIsOver);
    }

    private boolean isAtFault() {
        return !faultIsOver && pauseIsOver && next == fault.after();
    }

    private boolean isDue(int index) {
        return nanosPerBeat == 0 || dueNanos(index) - System.nanoTime() <= 0;
    }

    private long dueNanos(int index) {
        return startNanos + (long) (script.beat(index) * nanosPerBeat);
    }

    private void end(Outcome outcome) {
        ended.with(outcome, script.outputTokensAfter(delivered));
        exchange.endExchange();
    }

    private void clientGone() {
        reportGone();
        Connections.close(exchange);
    }

    private void reportGone() {
        ended.with(Outcome.CLIENT_GONE, script.outputTokensAfter(delivered));
    }
}
