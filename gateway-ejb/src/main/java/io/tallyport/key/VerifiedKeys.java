package io.tallyport.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys this node has verified, by keyed digest, so that bcrypt runs once per key and node. */
@ApplicationScoped
class VerifiedKeys {
    private static final int MOST = 100_000;

    private final Map<ByteBuffer, Caller> callers = new ConcurrentHashMap<>();

    Optional<Caller> find(byte[] digest) {
        return Optional.ofNullable(callers.get(ByteBuffer.wrap(digest)));
    }

    Caller remember(byte[] digest, Caller caller) {
        if (callers.size() >= MOST) {
            callers.clear();
        }
        callers.put(ByteBuffer.wrap(digest), caller);
        return caller;
    }

    Set<String> publicIds() {
        return callers.values().stream().map(Caller::keyId).collect(Collectors.toSet());
    }

    void replace(Map<String, Caller> current) {
        callers.replaceAll((digest, caller) -> {
            @Nullable Caller now = current.get(caller.keyId());
            return now == null || now.equals(caller) ? caller : now;
        });
    }

    void forget(String publicId) {
        callers.values().removeIf(caller -> caller.keyId().equals(publicId));
    }
}
