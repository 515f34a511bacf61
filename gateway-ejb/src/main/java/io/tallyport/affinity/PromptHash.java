package io.tallyport.affinity;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tallyport.provider.CachedParts;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Span;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keyed hashes of prompts. Each organisation has a hash function of its own, seeded from a secret: the same text gives
 * two organisations different hashes, and a hash tells nothing to whoever lacks the secret.
 *
 * <p>The secret is the pepper of keys, which never changes, so that hashes outlive restarts and are the same on every node.
 */
@ApplicationScoped
public class PromptHash {
    /** A shorter prefix is not cached by itself: then the conversation alone says where its cache is. */
    static final int SHORTEST_PREFIX_BYTES = 2_048;

    @Inject
    @ConfigProperty(name = "tallyport.key.pepper")
    private String pepper;

    private final Map<Long, Hasher64> hashers = new ConcurrentHashMap<>();
    private byte[] secret = {};

    @PostConstruct
    void readPepper() {
        secret = pepper.getBytes(StandardCharsets.UTF_8);
    }

    /** One outside a server. */
    public static PromptHash under(String pepper) {
        PromptHash hash = new PromptHash();
        hash.pepper = pepper;
        hash.readPepper();
        return hash;
    }

    /**
     * @param walletId of the caller's organisation
     * @param modelId caches are a model's own
     * @param session what a header names the conversation; null: what tells it apart stands in the body
     */
    public AffinityKey of(long walletId, String modelId, byte[] body, ChatRequest chat, @Nullable String session) {
        CachedParts parts = chat.cached();
        Hasher64 hasher = hashers.computeIfAbsent(walletId, this::hasherOf);
        long prefix = hasher.hashCharsToLong(modelId);
        int prefixBytes = 0;
        for (Span span : parts.prefix()) {
            prefix = Ranking.mix(prefix) + hasher.hashBytesToLong(body, span.offset(), span.length());
            prefixBytes += span.length();
        }
        long conversation = Ranking.mix(prefix) + told(hasher, body, chat, session);
        boolean shared = prefixBytes >= SHORTEST_PREFIX_BYTES;
        return new AffinityKey(
                notZero(prefix), notZero(conversation), notZero(shared ? prefix : conversation), parts.opening());
    }

    /**
     * A session that a client names in a header stays the same while its first turn is rewritten. What the body says
     * ({@code prompt_cache_key}, {@code user_id}) may name many conversations at once, which their first turns tell apart.
     */
    private static long told(Hasher64 hasher, byte[] body, ChatRequest chat, @Nullable String session) {
        if (session != null) {
            return hasher.hashCharsToLong(session);
        }
        long named = chat.session() == null ? 0 : hasher.hashCharsToLong(chat.session());
        @Nullable Span turn = chat.cached().firstTurn();
        return turn == null ? named : Ranking.mix(named) + FirstTurn.hash(hasher, body, turn);
    }

    private static long notZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private Hasher64 hasherOf(long walletId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] derived = mac.doFinal(("tallyport affinity " + walletId).getBytes(StandardCharsets.UTF_8));
            return Hashing.xxh3_64(ByteBuffer.wrap(derived).getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }
}
