package io.tallyport.pool;

import io.tallyport.pool.AccountState.Used;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/** What nodes tell each other of the accounts' quotas every second, as the bytes of one cache entry per node. */
final class QuotaExchange {
    private static final int BYTES_PER_ACCOUNT = Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES;

    private final String node;
    private final ConcurrentMap<String, byte[]> cache;

    /** @param cache seen by every node; what a node that is gone has told disappears from it within seconds */
    QuotaExchange(String node, ConcurrentMap<String, byte[]> cache) {
        this.node = node;
        this.cache = cache;
    }

    void exchange(Pool pool) {
        Map<Long, Used> elsewhere = new HashMap<>();
        cache.forEach((name, bytes) -> {
            if (!name.equals(node)) {
                read(bytes).forEach((account, used) -> elsewhere.merge(account, used, Used::plus));
            }
        });
        pool.usedElsewhere(elsewhere);
        cache.put(node, written(pool.used()));
    }

    static byte[] written(Map<Long, Used> used) {
        ByteBuffer bytes = ByteBuffer.allocate(used.size() * BYTES_PER_ACCOUNT);
        used.forEach((account, each) -> bytes.putLong(account)
                .putInt(each.underWay())
                .putLong(each.requests())
                .putLong(each.tokens()));
        return bytes.array();
    }

    static Map<Long, Used> read(byte[] told) {
        ByteBuffer bytes = ByteBuffer.wrap(told);
        Map<Long, Used> used = new HashMap<>();
        while (bytes.hasRemaining()) {
            used.put(bytes.getLong(), new Used(bytes.getInt(), bytes.getLong(), bytes.getLong()));
        }
        return used;
    }
}
