package io.tallyport.credit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Spend caps of keys, as they stand. Leases are drawn on them as on wallets, so that no number of nodes spends more. A cap
 * that was taken off is the highest there is.
 */
@ApplicationScoped
public class KeyBudgets {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @Inject
    private LeaseStore store;

    /** What becomes of a key whose cap does not cover a call. */
    public enum OnExhaustion {
        /** The call gets 402, the key's next one 401. */
        REVOKE,
        /** Each such call gets 402. */
        REFUSE
    }

    /**
     * One key's cap; nano-credits.
     *
     * @param spent settled so far; may exceed the limit by what a last call cost above its hold
     */
    public record Budget(long limit, long spent, OnExhaustion onExhaustion) {
        /** At least 0. */
        public long left() {
            return Math.max(0, limit - spent);
        }
    }

    /** Empty if the key has no cap. */
    public Optional<Budget> of(String keyId) {
        return store.budget(keyId).filter(budget -> budget.limit() < NO_LIMIT);
    }
}
