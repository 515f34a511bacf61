package io.tallyport.workbench.bench.conversation;

import io.tallyport.workbench.launcher.machine.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Has all conversations of a run, each turn after the answer to the one before and a pause. A turn without an answer is
 * said again after its pause, a few times.
 */
public final class Crowd {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_FAILURES = 4;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String url;
    private final Dialect dialect;
    private final List<String> keys;
    private final String routing;
    private final Ideal ideal;
    private final HttpClient client;
    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private final long startNanos = System.nanoTime();

    /**
     * @param keys by organisation
     * @param routing what every call asks of the choice among accounts
     */
    public Crowd(String url, Dialect dialect, List<String> keys, String routing, long cacheLifeMillis) {
        this.url = url;
        this.dialect = dialect;
        this.keys = keys;
        this.routing = routing;
        this.ideal = new Ideal(cacheLifeMillis);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Returns when the last has ended. */
    public List<Turn> talk(Traffic traffic) {
        try (client;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            traffic.conversations().forEach(conversation -> threads.execute(() -> talk(conversation)));
        }
        return List.copyOf(turns);
    }

    private void talk(Conversation conversation) {
        List<String> history = new ArrayList<>();
        long agentBytes = conversation.agent().bytes();
        long bytes = agentBytes;
        int failures = 0;
        awaitMillis(conversation.startMillis());
        for (Conversation.Step step : conversation.steps()) {
            history.add(step.words());
            bytes += step.words().length();
            Answer answer = ask(conversation, history, agentBytes, bytes);
            while (!answer.isGood() && failures < MOST_FAILURES) {
                failures++;
                Pause.millis(step.pauseMillis());
                answer = ask(conversation, history, agentBytes, bytes);
            }
            if (!answer.isGood()) {
                return;
            }
            history.add(answer.words.toString());
            bytes += answer.words.length();
            Pause.millis(step.pauseMillis());
        }
    }

    private Answer ask(Conversation conversation, List<String> history, long agentBytes, long bytes) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + dialect.path()))
                .timeout(PATIENCE)
                .header(
                        "authorization",
                        "Bearer " + keys.get(conversation.agent().organisation()))
                .header("content-type", "application/json")
                .header("tallyport-routing", routing)
                .POST(BodyPublishers.ofByteArray(dialect.body(conversation, history)))
                .build();
        long sent = nowMillis();
        long possible = ideal.ask(conversation, agentBytes, bytes, sent);
        Answer answer = send(request);
        turns.add(new Turn(sent, (int) (nowMillis() - sent), answer.isGood(), answer.problem(), possible, answer.read));
        return answer;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return Answer.of(dialect, response.statusCode(), response.body());
        } catch (IOException e) {
            return Answer.none("no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void awaitMillis(long millis) {
        Pause.millis(Math.max(0, millis - nowMillis()));
    }

    private long nowMillis() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }
}
