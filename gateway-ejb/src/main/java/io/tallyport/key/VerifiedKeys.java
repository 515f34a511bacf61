package io.tallyport.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys this node has verified, by keyed digest, so that bcrypt runs once per key and node. */
@ApplicationScoped
class VerifiedKeys {
    private static final int MOST = 200_000;
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final Map<ByteBuffer, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, ByteBuffer> digests = new ConcurrentHashMap<>();

    Optional<Caller> find(byte[] digest) {
        return Optional.ofNullable(callers.get(ByteBuffer.wrap(digest)));
    }

    void remember(byte[] digest, Caller caller) {
        if (callers.size() >= MOST) {
            forgetSome();
        }
        ByteBuffer key = ByteBuffer.wrap(digest);
        callers.put(key, caller);
        digests.put(caller.keyId(), key);
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** Takes up what has changed about a key, if this node knows it. */
    void replace(Caller changed) {
        @Nullable ByteBuffer digest = digests.get(changed.keyId());
        if (digest != null) {
            callers.replace(digest, changed);
        }
    }

    /** They are verified anew when they come again. */
    private void forgetSome() {
        Iterator<Map.Entry<String, ByteBuffer>> all = digests.entrySet().iterator();
        for (int i = 0; i < FORGOTTEN_AT_ONCE && all.hasNext(); i++) {
            callers.remove(all.next().getValue());
            all.remove();
        }
    }
}
