package io.tallyport.limit;

import io.github.bucket4j.TimeMeter;
import io.tallyport.key.AddressRange;
import io.tallyport.limit.Tally.Told;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All tallies of this node, by subject, and the arithmetic of sharing them with other nodes.
 *
 * <p>Idle ones are forgotten when forgetting loses nothing. Above the most this node keeps, addresses it has not met
 * before share a few tallies among them: nobody's count is ever reset.
 */
final class Tallies {
    private static final int MOST = 200_000;
    private static final int SHARED_BY_STRANGERS = 1_024;
    private static final int IPV6_NETWORK_BITS = 64;
    private static final int IPV6_BYTES = 16;

    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<String, NodeTold> nodesTold = new HashMap<>();
    private final TimeMeter clock;
    private final int most;
    private volatile int nodes = 1;
    private boolean joined;

    /** What a node told last. */
    record NodeTold(long epoch, Map<String, Told> subjects) {}

    Tallies(TimeMeter clock) {
        this(clock, MOST);
    }

    Tallies(TimeMeter clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    Tally organisation(long walletId, int perMinute) {
        return find("o" + walletId, perMinute);
    }

    Tally key(String keyId, int perMinute) {
        return find("k" + keyId, perMinute);
    }

    Tally address(String address, int perMinute) {
        return find(ofMany("a", address), perMinute);
    }

    /** Unknown keys that came from an address; told to no other node. */
    Tally failures(String address, int perMinute) {
        return find(ofMany("f", address), perMinute);
    }

    int size() {
        return tallies.size();
    }

    /** Whoever has an IPv6 address has its whole /64. */
    static String network(String address) {
        InetAddress parsed = AddressRange.address(address);
        boolean six = parsed.getAddress().length == IPV6_BYTES;
        return six ? AddressRange.masked(parsed, IPV6_NETWORK_BITS).getHostAddress() : parsed.getHostAddress();
    }

    private String ofMany(String kind, String address) {
        String own = kind + network(address);
        if (tallies.size() < most || tallies.containsKey(own)) {
            return own;
        }
        return kind + "*" + Math.floorMod(own.hashCode(), SHARED_BY_STRANGERS);
    }

    private Tally find(String subject, int perMinute) {
        @Nullable Tally found = tallies.get(subject);
        if (found == null) {
            found = tallies.computeIfAbsent(subject, any -> new Tally(perMinute, nodes, clock));
        }
        found.limitTo(perMinute);
        return found;
    }

    /**
     * One exchange: takes in what other nodes have told and shares out anew.
     *
     * @param others by node; whoever is absent is gone
     * @return what this node has to tell
     */
    synchronized Map<String, Told> exchange(Map<String, NodeTold> others) {
        nodes = 1 + others.size();
        others.forEach(this::takeIn);
        nodesTold.clear();
        nodesTold.putAll(others);
        joined = true;
        Map<String, Told> told = new HashMap<>();
        tallies.forEach((subject, tally) -> {
            Told elsewhere = elsewhere(subject);
            tally.shareOut(nodes, elsewhere.claimed(), elsewhere.underWay());
            if (tally.isForgettable()) {
                tallies.remove(subject, tally);
            } else if (isWorthTelling(subject, tally)) {
                told.put(subject, tally.told());
            } else {
                tally.forgetRefilled();
            }
        });
        return told;
    }

    private void takeIn(String node, NodeTold now) {
        @Nullable NodeTold known = nodesTold.get(node);
        boolean heardOf = joined && known != null && known.epoch() == now.epoch();
        Map<String, Told> before = known == null ? Map.of() : known.subjects();
        now.subjects().forEach((subject, told) -> {
            Tally tally = tallies.computeIfAbsent(subject, any -> new Tally(told.perMinute(), nodes, clock));
            tally.usedElsewhere(
                    heardOf
                            ? usedSince(before.getOrDefault(subject, Told.NOTHING), told)
                            : tally.remaining() - told.remaining());
        });
    }

    /** A subject that was quiet, or told of to nobody, is counted anew. */
    private static long usedSince(Told before, Told told) {
        return told.used() < before.used() ? told.used() : told.used() - before.used();
    }

    private Told elsewhere(String subject) {
        long claimed = 0;
        int underWay = 0;
        for (NodeTold node : nodesTold.values()) {
            Told told = node.subjects().getOrDefault(subject, Told.NOTHING);
            claimed += told.claimed();
            underWay += told.underWay();
        }
        return new Told(1, 0, claimed, 0, underWay);
    }

    /** Addresses are many and most of them call rarely: they are told of once they have used a tenth of their limit. */
    private static boolean isWorthTelling(String subject, Tally tally) {
        return switch (subject.charAt(0)) {
            case 'f' -> false;
            case 'a' -> !tally.isQuiet() && tally.remaining() < tally.perMinute() * 9L / 10;
            default -> !tally.isQuiet();
        };
    }
}
