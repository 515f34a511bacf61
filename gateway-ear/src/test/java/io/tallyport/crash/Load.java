package io.tallyport.crash;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that go on calling, whatever happens, and remember what they were told. */
final class Load implements AutoCloseable {
    private static final String BODY =
            "{\"model\":\"MODEL\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Go on.\"}]}";

    /** So that a server that starts beside the load gets its share of the machine. */
    private static final int THINKS_MILLIS = 60;

    private final Bed bed;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<UUID, String> finished = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> refused = new ConcurrentHashMap<>();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean stopped;

    private Load(Bed bed) {
        this.bed = bed;
    }

    /** On every node of the bed alike. */
    static Load start(Bed bed, List<Customer> customers, int callers) {
        Load load = new Load(bed);
        for (int i = 0; i < callers; i++) {
            int number = i;
            Customer customer = customers.get(i % customers.size());
            load.threads.add(Thread.ofVirtual().start(() -> load.goOn(customer, number)));
        }
        return load;
    }

    /** Calls whose answer was read to its end: request id and kind. */
    Map<UUID, String> finished() {
        return finished;
    }

    /** Calls answered with an error: request id and status. */
    Map<UUID, Integer> refused() {
        return refused;
    }

    /** Calls whose answer never came or broke off. */
    int broken() {
        return broken.get();
    }

    private void goOn(Customer customer, int number) {
        for (int call = number; !stopped; call++) {
            boolean anthropic = call % 2 == 0;
            boolean stream = call % 4 < 2;
            String body = BODY.replace("MODEL", anthropic ? "claude-sonnet-4-5" : "gpt-4o-mini");
            String asked = stream ? "{\"stream\":true," + body.substring(1) : body;
            WildFlyServer node = bed.nodes().get(number % bed.nodes().size());
            Ask ask = anthropic ? bed.messages(node, customer, asked) : bed.chat(node, customer, asked);
            try {
                note(ask.output("tokens=8").send(), stream, anthropic);
                Await.pause(THINKS_MILLIS);
            } catch (RuntimeException e) {
                broken.incrementAndGet();
                Await.pause(50);
            }
        }
    }

    private void note(Reply reply, boolean stream, boolean anthropic) {
        if (reply.status() != 200) {
            refused.put(reply.callId(), reply.status());
            Await.pause(20);
            return;
        }
        String end = anthropic ? "message_stop" : "[DONE]";
        if (!stream || reply.text().contains(end)) {
            finished.put(reply.callId(), stream ? "stream" : "plain");
            return;
        }
        refused.put(reply.callId(), 0);
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
