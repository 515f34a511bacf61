package io.tallyport.affinity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Conversations that are not where the ranking says: those that began when the account it names had no room or could not be
 * asked. Kept as long as a cache may have them; the rest is a function.
 *
 * <p>A detour around an account that cannot be asked for now is kept apart, on this node alone, and never takes the place of
 * a placement.
 */
@ApplicationScoped
public class Placements {
    /** Some 100 bytes each; what is placed beyond them goes where the ranking says. */
    static final int MOST = 200_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Map<Long, Kept> placed = new ConcurrentHashMap<>();
    private final Map<Long, Kept> detours = new ConcurrentHashMap<>();

    /** Fields are written by calls of several threads; the last one counts. */
    private static final class Kept {
        private final long accountId;
        private final int lifeSeconds;
        private volatile long usedNanos;
        private volatile boolean told;

        Kept(long accountId, int lifeSeconds, long nowNanos, boolean told) {
            this.accountId = accountId;
            this.lifeSeconds = lifeSeconds;
            this.usedNanos = nowNanos;
            this.told = told;
        }

        boolean isOver(long nowNanos) {
            return nowNanos - usedNanos > lifeSeconds * NANOS_PER_SECOND;
        }
    }

    /**
     * A placement as nodes tell it to each other.
     *
     * @param lifeSeconds how long it is kept after its last use
     */
    public record Placement(long conversation, long accountId, int lifeSeconds) {}

    /** The account that a conversation was placed on; 0: where the ranking says. Counts as use. */
    public long placed(long conversation, long nowNanos) {
        return find(placed, conversation, nowNanos);
    }

    /** The account that a conversation makes its detour over; 0: none. Counts as use. */
    public long detour(long conversation, long nowNanos) {
        return find(detours, conversation, nowNanos);
    }

    private static long find(Map<Long, Kept> among, long conversation, long nowNanos) {
        if (among.isEmpty()) {
            return 0;
        }
        Kept kept = among.get(conversation);
        if (kept == null || kept.isOver(nowNanos)) {
            return 0;
        }
        kept.usedNanos = nowNanos;
        return kept.accountId;
    }

    /**
     * @param lifeSeconds how long it is kept after its last use; 0: nothing is remembered
     * @return whether it would be found again; else there are too many already
     */
    public boolean place(long conversation, long accountId, int lifeSeconds, long nowNanos) {
        if (lifeSeconds == 0) {
            return true;
        }
        if (placed.size() >= MOST) {
            return false;
        }
        placed.put(conversation, new Kept(accountId, lifeSeconds, nowNanos, false));
        return true;
    }

    public void detour(long conversation, long accountId, int lifeSeconds, long nowNanos) {
        if (lifeSeconds > 0 && detours.size() < MOST) {
            detours.put(conversation, new Kept(accountId, lifeSeconds, nowNanos, true));
        }
    }

    /** Takes up what another node, or this one before its restart, has placed; what stands in the database was first. */
    void adopt(Placement told, long nowNanos) {
        placed.put(told.conversation(), new Kept(told.accountId(), told.lifeSeconds(), nowNanos, true));
    }

    /** Those that no other node knows yet. */
    List<Placement> untold() {
        return those(kept -> !kept.told);
    }

    /** Other nodes can know them now. */
    void told(List<Placement> placements) {
        placements.forEach(placement -> placed.computeIfPresent(placement.conversation(), (any, kept) -> {
            kept.told = true;
            return kept;
        }));
    }

    /** Those used since then. */
    List<Placement> usedSince(long nanos) {
        return those(kept -> kept.told && kept.usedNanos - nanos > 0);
    }

    /** In one order, so that nodes that write at the same time do not wait for each other in a circle. */
    private List<Placement> those(Predicate<Kept> which) {
        List<Placement> those = new ArrayList<>();
        placed.forEach((conversation, kept) -> {
            if (which.test(kept)) {
                those.add(new Placement(conversation, kept.accountId, kept.lifeSeconds));
            }
        });
        those.sort(Comparator.comparingLong(Placement::conversation));
        return those;
    }

    /** Forgets what no cache holds any more. */
    void sweep(long nowNanos) {
        placed.values().removeIf(kept -> kept.isOver(nowNanos));
        detours.values().removeIf(kept -> kept.isOver(nowNanos));
    }
}
