package io.tallyport.workbench.simulator.account;

import io.tallyport.workbench.simulator.prompt.PromptCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One presented credential and all that is kept for it. */
public final class Account {
    /** {@code times} for a directive that stays until the reset. */
    public static final int FOR_EVER = 0;

    private static final int REQUESTS_KEPT = 1000;

    private final String key;
    private final PromptCache cache = new PromptCache();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<SeenRequest> requests = new ArrayDeque<>();
    private final Tally total = new Tally();
    private final Map<String, Tally> models = new TreeMap<>();
    private final Seconds seconds = new Seconds();
    private Map<String, String> condition = Map.of();
    private @Nullable RequestLimit limit;

    private record Pending(Map<String, String> fields, int times) {}

    Account(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public PromptCache cache() {
        return cache;
    }

    /** Makes the next {@code times} calls follow these directive fields; first posted, first used. */
    public synchronized void direct(Map<String, String> fields, int times) {
        pending.add(new Pending(Map.copyOf(fields), times));
    }

    /** Makes all calls follow these directive fields until others are set; none are how it was before. */
    public synchronized void setCondition(Map<String, String> fields) {
        condition = Map.copyOf(fields);
    }

    /** @param perMinute 0 for no limit */
    public synchronized void limitRequests(int perMinute, long nowMillis) {
        limit = perMinute == 0 ? null : new RequestLimit(perMinute, nowMillis);
    }

    /** Counts a request towards the limit; empty if there is none. */
    public synchronized Optional<Quota> takeQuota(long nowMillis) {
        return Optional.ofNullable(limit).map(each -> each.take(nowMillis));
    }

    /** The fields for the call that just arrived: those posted for it, over the account's condition. */
    public synchronized Map<String, String> nextDirective() {
        Map<String, String> posted = nextPosted();
        if (condition.isEmpty() || posted.isEmpty()) {
            return condition.isEmpty() ? posted : condition;
        }
        Map<String, String> both = new HashMap<>(condition);
        both.putAll(posted);
        return both;
    }

    private Map<String, String> nextPosted() {
        Pending next = pending.peek();
        if (next == null) {
            return Map.of();
        }
        if (next.times() == FOR_EVER) {
            return next.fields();
        }
        pending.remove();
        if (next.times() > 1) {
            pending.addFirst(new Pending(next.fields(), next.times() - 1));
        }
        return next.fields();
    }

    public synchronized void saw(SeenRequest request) {
        seconds.arrived();
        if (requests.size() == REQUESTS_KEPT) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    /** The latest requests, oldest of them first. */
    public synchronized List<SeenRequest> lastRequests(int count) {
        List<SeenRequest> all = new ArrayList<>(requests);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Counts a call; {@code model} is empty if the call ended before its model was known. */
    public synchronized void served(String model, Usage usage, Outcome outcome) {
        total.add(usage, outcome);
        seconds.ended(usage, outcome);
        if (model.isEmpty()) {
            return;
        }
        models.computeIfAbsent(model, name -> new Tally()).add(usage, outcome);
    }

    public synchronized Tally total() {
        return total.copy();
    }

    public synchronized Map<String, Tally> models() {
        Map<String, Tally> copies = new TreeMap<>();
        models.forEach((model, tally) -> copies.put(model, tally.copy()));
        return copies;
    }

    public synchronized List<Second> seconds() {
        return seconds.all();
    }
}
