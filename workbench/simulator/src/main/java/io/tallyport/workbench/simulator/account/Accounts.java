package io.tallyport.workbench.simulator.account;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** All accounts; one begins to exist when it is first named. */
public final class Accounts {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final VirtualClock clock = new VirtualClock();

    public Account of(String key) {
        Account known = accounts.get(key);
        return known == null ? accounts.computeIfAbsent(key, Account::new) : known;
    }

    public Collection<Account> all() {
        return new TreeMap<>(accounts).values();
    }

    public VirtualClock clock() {
        return clock;
    }

    /** Forgets every account and sets the clock back to real time. */
    public void reset() {
        accounts.clear();
        clock.reset();
    }
}
