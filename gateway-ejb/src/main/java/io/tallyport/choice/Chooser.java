package io.tallyport.choice;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.Placements;
import io.tallyport.key.RoutingMode;
import io.tallyport.pool.Standing;
import io.tallyport.route.Fallback;
import io.tallyport.usage.UsageEvent.Placed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the account of a call in one walk over the candidates of a stage (ADR 8): where its conversation was placed, else the
 * first of its ranking. A conversation that begins goes to the next in the ranking that has room, if the first has none, and
 * is remembered there; one that goes on leaves its account only while that cannot be asked.
 */
@ApplicationScoped
public class Chooser {
    /** Of its share of the last calls and beginnings: from there on an account has no room for conversations that begin. */
    static final int ROOM_PERCENT = 103;
    /** So many calls are no load. */
    static final int FREE_CALLS = 20;
    /** Nor are so many conversations that began in the last half minute. */
    static final int FREE_BEGUN = 6;

    static final int PERCENT = 100;
    /** Of more accounts than these, so many are compared where load alone decides. */
    private static final int COMPARED = 16;

    private final Placements placements;

    /** For the container. */
    Chooser() {
        this(new Placements());
    }

    @Inject
    public Chooser(Placements placements) {
        this.placements = placements;
    }

    /** What a call asks for. */
    public record Asked(AffinityKey key, Wish wish, int cacheLifeSeconds) {}

    /**
     * The account to ask next; null if there is none that may be asked now.
     *
     * @param tried those that have failed this call
     * @param now monotonic nanoseconds
     */
    public @Nullable Pick next(Plan plan, Asked asked, Collection<Candidate> tried, long now) {
        if (asked.wish().mode() == RoutingMode.FIXED) {
            return fixed(plan, asked.wish(), tried, now);
        }
        @Nullable Pick well = next(plan, asked, tried, Standing.WELL, now);
        // rather one that rests after failures than none
        return well == null ? next(plan, asked, tried, Standing.BROKEN, now) : well;
    }

    private @Nullable Pick next(Plan plan, Asked asked, Collection<Candidate> tried, Standing worst, long now) {
        int last = lastPriority(tried);
        for (Stage stage : plan.stages()) {
            if (stage.priority() > last) {
                return null;
            }
            @Nullable
            Pick pick = asked.wish().mode() == RoutingMode.SPREAD || asked.key().isNone()
                    ? spread(stage, tried, worst, now)
                    : new Walk(stage, asked, tried, worst, now).pick();
            if (pick != null) {
                return pick;
            }
            if (stage.endsHere()) {
                last = Math.min(last, stage.priority());
            }
        }
        return null;
    }

    /** A failure of a candidate whose route says so keeps the call from later priorities. */
    private static int lastPriority(Collection<Candidate> tried) {
        for (Candidate each : tried) {
            if (each.fallback() != Fallback.ANY) {
                return each.priority();
            }
        }
        return Integer.MAX_VALUE;
    }

    private static @Nullable Pick fixed(Plan plan, Wish wish, Collection<Candidate> tried, long now) {
        return plan.candidates()
                .filter(candidate -> candidate.account().id() == wish.accountId())
                .filter(candidate -> !tried.contains(candidate))
                .filter(candidate -> candidate.standing(now).compareTo(Standing.BROKEN) <= 0)
                .findFirst()
                .map(candidate -> new Pick(candidate, Placed.FIXED))
                .orElse(null);
    }

    /** The one with the least to do for what it can take, of all or, where they are many, of some; another one each time. */
    private static @Nullable Pick spread(Stage stage, Collection<Candidate> tried, Standing worst, long now) {
        int size = stage.size();
        int start = size == 1 ? 0 : ThreadLocalRandom.current().nextInt(size);
        @Nullable Candidate least = least(stage, start, Math.min(size, COMPARED), tried, worst, now);
        if (least == null && size > COMPARED) {
            least = least(stage, start, size, tried, worst, now);
        }
        return least == null ? null : new Pick(least, size == 1 ? Placed.ONLY : Placed.SPREAD);
    }

    private static @Nullable Candidate least(
            Stage stage, int start, int count, Collection<Candidate> tried, Standing worst, long now) {
        @Nullable Candidate least = null;
        double leastLoad = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Candidate each = stage.at((start + i) % stage.size());
            if (tried.contains(each) || each.standing(now).compareTo(worst) > 0) {
                continue;
            }
            double load = (each.state().load() + 1.0) / each.capacity();
            if (load < leastLoad) {
                leastLoad = load;
                least = each;
            }
        }
        return least;
    }

    /** One walk over a stage for one call. */
    private final class Walk {
        private final Stage stage;
        private final AffinityKey key;
        private final int lifeSeconds;
        private final Collection<Candidate> tried;
        private final Standing worst;
        private final long now;

        Walk(Stage stage, Asked asked, Collection<Candidate> tried, Standing worst, long now) {
            this.stage = stage;
            this.key = asked.key();
            this.lifeSeconds = asked.cacheLifeSeconds();
            this.tried = tried;
            this.worst = worst;
            this.now = now;
        }

        @Nullable
        Pick pick() {
            if (stage.size() == 1) {
                return isUsable(stage.at(0)) ? new Pick(stage.at(0), Placed.ONLY) : null;
            }
            long placedOn = placements.placed(key.conversation(), now);
            @Nullable Candidate placed = stage.of(placedOn);
            if (placed != null && isUsable(placed)) {
                return new Pick(placed, Placed.SET);
            }
            Candidate home = stage.first(key.ranked());
            boolean atHome = placed == null && isUsable(home);
            if (atHome && !key.opening()) {
                return new Pick(home, Placed.HOME);
            }
            @Nullable Candidate over = atHome ? null : stage.of(placements.detour(key.conversation(), now));
            if (over != null && isUsable(over)) {
                return new Pick(over, Placed.MOVED);
            }
            if (worst != Standing.WELL) {
                return atHome ? new Pick(home, Placed.HOME) : firstThatMayBeAsked();
            }
            Glance glance = stage.glance(now);
            if (!atHome) {
                return detour(glance, key.opening() && placedOn == 0);
            }
            boolean hasRoom = glance.hasRoom(home.state().load(), home.state().begun(), home.capacity());
            return hasRoom ? new Pick(home, Placed.HOME) : elsewhere(glance, home);
        }

        private boolean isUsable(Candidate each) {
            return each.standing(now).compareTo(worst) <= 0 && (tried.isEmpty() || !tried.contains(each));
        }

        /** A conversation that begins while its home is full lives elsewhere. */
        private Pick elsewhere(Glance glance, Candidate home) {
            @Nullable Candidate found = firstWithRoom(glance);
            if (found == null
                    || found == home
                    || !placements.place(key.conversation(), found.account().id(), lifeSeconds, now)) {
                return new Pick(home, Placed.HOME);
            }
            return new Pick(found, Placed.SET);
        }

        /**
         * Around an account that cannot be asked: the same way on each turn, and back when it is well.
         *
         * @param begins whether the conversation has no cache anywhere, so that it may as well stay
         */
        private @Nullable Pick detour(Glance glance, boolean begins) {
            @Nullable Candidate found = firstWithRoom(glance);
            if (found == null) {
                return firstThatMayBeAsked();
            }
            if (begins && placements.place(key.conversation(), found.account().id(), lifeSeconds, now)) {
                return new Pick(found, Placed.SET);
            }
            placements.detour(key.conversation(), found.account().id(), lifeSeconds, now);
            return new Pick(found, Placed.MOVED);
        }

        /** In the order of the ranking; where nobody has room, the one with the least to do. */
        private @Nullable Candidate firstWithRoom(Glance glance) {
            int first = -1;
            int least = -1;
            double firstScore = Double.MAX_VALUE;
            for (int i = 0; i < stage.size(); i++) {
                if (!glance.isWell(i) || tried.contains(stage.at(i))) {
                    continue;
                }
                if (least < 0 || glance.pressure(i) < glance.pressure(least)) {
                    least = i;
                }
                if (glance.hasRoom(i)) {
                    double score = stage.score(key.ranked(), i);
                    if (score < firstScore) {
                        firstScore = score;
                        first = i;
                    }
                }
            }
            int found = first < 0 ? least : first;
            return found >= 0 && isUsable(stage.at(found)) ? stage.at(found) : null;
        }

        /** Whatever they have to do: there are few of them, or none was found a moment ago. */
        private @Nullable Pick firstThatMayBeAsked() {
            @Nullable Candidate first = null;
            double firstScore = Double.MAX_VALUE;
            for (int i = 0; i < stage.size(); i++) {
                double score = stage.score(key.ranked(), i);
                if (score < firstScore && isUsable(stage.at(i))) {
                    firstScore = score;
                    first = stage.at(i);
                }
            }
            return first == null ? null : new Pick(first, Placed.MOVED);
        }
    }
}
