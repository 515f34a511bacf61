package io.tallyport.tier;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What other nodes must know of this one's commits, gathered until the next announcement. */
@ApplicationScoped
class Announcements {
    /** PostgreSQL takes payloads below 8,000 bytes. */
    private static final int MOST_WALLETS = 350;

    private final String self = UUID.randomUUID().toString();
    private final Set<Long> committed = ConcurrentHashMap.newKeySet();
    private final Set<Long> changed = ConcurrentHashMap.newKeySet();

    enum Kind {
        /** A call was settled: the spend of the latest hours is another. */
        HOUR,
        /** Any hour may be another, and so may the contracts. */
        ALL,
        /** The tiers themselves are others. */
        TIERS
    }

    /** {@code origin kind wallet wallet …}, as the triggers of V051 write it too. */
    record Announcement(String origin, Kind kind, List<Long> walletIds) {

        /** Empty for what a newer version announces. */
        static Optional<Announcement> parse(String payload) {
            try {
                String[] words = payload.split(" ");
                List<Long> ids = Arrays.stream(words).skip(2).map(Long::valueOf).toList();
                return Optional.of(new Announcement(words[0], Kind.valueOf(words[1].toUpperCase(Locale.ROOT)), ids));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }

        String payload() {
            return origin + " " + kind.name().toLowerCase(Locale.ROOT) + " "
                    + walletIds.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
    }

    void addCommitted(long walletId) {
        committed.add(walletId);
    }

    void addChanged(long walletId) {
        changed.add(walletId);
    }

    /** Whether this node knows it already. */
    boolean isOld(Announcement heard) {
        return heard.kind() == Kind.HOUR && heard.origin().equals(self);
    }

    List<Announcement> take() {
        List<Announcement> taken = new ArrayList<>();
        take(Kind.HOUR, committed, taken);
        take(Kind.ALL, changed, taken);
        return taken;
    }

    /** For the next time: these could not be told. */
    void putBack(List<Announcement> untold) {
        untold.forEach(one -> (one.kind() == Kind.HOUR ? committed : changed).addAll(one.walletIds()));
    }

    private void take(Kind kind, Set<Long> from, List<Announcement> taken) {
        while (!from.isEmpty()) {
            List<Long> ids = new ArrayList<>();
            for (Iterator<Long> each = from.iterator(); each.hasNext() && ids.size() < MOST_WALLETS; ) {
                ids.add(each.next());
                each.remove();
            }
            taken.add(new Announcement(self, kind, ids));
        }
    }
}
