package io.tallyport.workbench.bench.conversation;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The cache of an account that gets every call of a run and never fails: how much of each prompt it would have had. A
 * prompt's parts that can be found again are what its agent brings along and what its conversation said until the turn
 * before; each lives for a time after its last use.
 */
final class Ideal {
    private static final long LEAST_TOKENS = 1_024;

    private final long lifeMillis;
    private final Map<Object, Kept> kept = new IdentityHashMap<>();

    private record Kept(long tokens, long untilMillis) {}

    Ideal(long lifeMillis) {
        this.lifeMillis = lifeMillis;
    }

    /**
     * Tokens of a prompt that are there, and keeps it.
     *
     * @param agentBytes what it begins with
     * @param bytes the whole of it
     */
    synchronized long ask(Conversation conversation, long agentBytes, long bytes, long nowMillis) {
        long found = Math.max(find(conversation, nowMillis), find(conversation.agent(), nowMillis));
        keep(conversation.agent(), agentBytes, nowMillis);
        keep(conversation, bytes, nowMillis);
        return found;
    }

    private long find(Object part, long nowMillis) {
        Kept entry = kept.get(part);
        return entry == null || entry.untilMillis() <= nowMillis ? 0 : entry.tokens();
    }

    private void keep(Object part, long bytes, long nowMillis) {
        long tokens = Math.ceilDiv(bytes, Wording.BYTES_PER_TOKEN);
        if (tokens >= LEAST_TOKENS) {
            kept.put(part, new Kept(tokens, nowMillis + lifeMillis));
        }
    }
}
