package io.tallyport.idempotency;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.vault.SealedColumn;
import io.tallyport.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs operations once per key. */
@ApplicationScoped
public class Idempotency {
    private static final String PURPOSE = "idempotent-answer:";

    @Inject
    private IdempotencyStore store;

    @Inject
    private Vault vault;

    @Inject
    @ConfigProperty(name = "tallyport.idempotency.claim", defaultValue = "PT1M")
    private Duration claimLife;

    /**
     * Answers as before if the key came before with the same request; else runs the operation and keeps its answer. No
     * transaction may be open.
     *
     * @param operation gets an id that stays the same if the request has to be worked on again, because whoever did so died;
     *     its effects are to happen once under it. It answers refusals; what it throws is not kept
     * @throws GatewayException 409 while the key is worked on, 422 if it came before with another request
     */
    public Answer once(KeyedRequest request, Function<UUID, Answer> operation) {
        Optional<IdempotencyStore.Claim> claimed = store.claim(request, claimLife);
        if (claimed.isEmpty()) {
            return stored(request);
        }
        IdempotencyStore.Claim claim = claimed.get();
        Answer answer;
        try {
            answer = operation.apply(claim.operation());
        } catch (RuntimeException e) {
            store.release(request, claim);
            throw e;
        }
        if (!answer.isLasting()) {
            store.release(request, claim);
            return answer;
        }
        store.keep(request, claim, answer.status(), vault.seal(answer.body(), purpose(claim.operation())));
        return answer;
    }

    private Answer stored(KeyedRequest request) {
        IdempotencyStore.Known known = store.find(request).orElseThrow(Idempotency::inProgress);
        if (!known.isSame()) {
            throw new GatewayException(
                    ErrorCode.KEY_REUSED,
                    "This Idempotency-Key came before with another method, path or body; nothing was done. Use a new key"
                            + " for a new request.");
        }
        if (known.body() == null) {
            throw inProgress().retryAfter(String.valueOf(Math.max(1, known.secondsLeft())));
        }
        return new Answer(known.status(), vault.open(known.body(), purpose(known.operation())), true);
    }

    private static GatewayException inProgress() {
        return new GatewayException(
                        ErrorCode.IN_PROGRESS,
                        "A request with this Idempotency-Key is being worked on; send it again for its answer.")
                .retryAfter("1");
    }

    @Produces
    static SealedColumn answers() {
        return new SealedColumn(
                "answers under idempotency keys",
                "idempotency_key",
                "body",
                "operation",
                "uuid",
                "operation",
                operation -> purpose(UUID.fromString(operation)));
    }

    private static String purpose(UUID operation) {
        return PURPOSE + operation;
    }
}
