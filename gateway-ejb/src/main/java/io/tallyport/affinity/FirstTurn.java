package io.tallyport.affinity;

import com.dynatrace.hash4j.hashing.Hasher64;
import io.tallyport.provider.ChatRequest.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The hash of what a conversation began with, however it is dressed: clients that mark the newest message for caching send
 * the first turn as a block with {@code cache_control} at first, and as a plain string or an unmarked block later. So only
 * the strings count, without the words of that dress.
 */
final class FirstTurn {
    /** Enough to tell conversations apart; those that begin with one long document belong together anyway. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final List<byte[]> DRESS = List.of(
                    "role",
                    "user",
                    "content",
                    "type",
                    "text",
                    "input_text",
                    "cache_control",
                    "ephemeral",
                    "ttl",
                    "5m",
                    "1h")
            .stream()
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private FirstTurn() {}

    static long hash(Hasher64 hasher, byte[] body, Span turn) {
        int end = turn.offset() + Math.min(turn.length(), MOST_BYTES);
        long hash = 0;
        int at = turn.offset();
        while (at < end) {
            if (body[at++] != '"') {
                continue;
            }
            int from = at;
            while (at < end && body[at] != '"') {
                at += body[at] == '\\' ? 2 : 1;
            }
            int length = Math.min(at, end) - from;
            if (!isDress(body, from, length)) {
                hash = Ranking.mix(hash) + hasher.hashBytesToLong(body, from, length);
            }
            at++;
        }
        return hash;
    }

    private static boolean isDress(byte[] body, int from, int length) {
        for (byte[] word : DRESS) {
            if (word.length == length && isAt(body, from, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] body, int from, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (body[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
