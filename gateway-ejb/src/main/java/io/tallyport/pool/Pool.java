package io.tallyport.pool;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The states of all accounts, by id. */
@ApplicationScoped
public class Pool {
    private final Map<Long, AccountState> states = new ConcurrentHashMap<>();

    public AccountState state(long accountId) {
        return states.computeIfAbsent(accountId, any -> new AccountState());
    }

    /** Begins the next slot of every window. */
    void tick() {
        states.values().forEach(AccountState::tick);
    }

    Map<Long, AccountState.Used> used() {
        Map<Long, AccountState.Used> used = new HashMap<>();
        states.forEach((id, state) -> {
            AccountState.Used here = state.used();
            if (!here.equals(AccountState.Used.NOTHING)) {
                used.put(id, here);
            }
        });
        return used;
    }

    void usedElsewhere(Map<Long, AccountState.Used> used) {
        states.forEach((id, state) -> state.usedElsewhere(used.getOrDefault(id, AccountState.Used.NOTHING)));
    }

    Set<Map.Entry<Long, AccountState>> all() {
        return states.entrySet();
    }
}
