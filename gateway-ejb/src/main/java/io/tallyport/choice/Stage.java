package io.tallyport.choice;

import io.tallyport.affinity.Ranking;
import io.tallyport.route.Fallback;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Accounts of one priority that speak to callers in one way, as they are or translated. */
final class Stage {
    private final int priority;
    private final Candidate[] candidates;
    /** In one piece of memory each: they are looked at for every call, what goes on at the accounts only for some. */
    private final long[] seeds;

    private final int[] weights;
    private volatile @Nullable Glance glance;
    private final long[] accountIds;
    private final boolean even;
    private final Fallback fallback;

    Stage(int priority, List<Candidate> candidates) {
        this.priority = priority;
        this.candidates = candidates.toArray(Candidate[]::new);
        this.seeds = candidates.stream().mapToLong(Candidate::seed).toArray();
        this.weights = candidates.stream().mapToInt(Candidate::weight).toArray();
        this.accountIds =
                candidates.stream().mapToLong(each -> each.account().id()).toArray();
        this.even = candidates.stream().mapToInt(Candidate::weight).distinct().count() == 1;
        // the strictest of its routes
        this.fallback = candidates.stream()
                .map(Candidate::fallback)
                .max(Fallback::compareTo)
                .orElseThrow();
    }

    int priority() {
        return priority;
    }

    int size() {
        return candidates.length;
    }

    Candidate at(int index) {
        return candidates[index];
    }

    /** What went on a moment ago; two calls that look at the same time both look. */
    Glance glance(long now) {
        @Nullable Glance last = glance;
        if (last != null && !last.isOld(now)) {
            return last;
        }
        Glance next = new Glance(candidates, now);
        glance = next;
        return next;
    }

    /** The lower, the earlier in the ranking of this key. */
    double score(long key, int index) {
        return even ? Ranking.plainScore(key, seeds[index]) : Ranking.score(key, seeds[index], weights[index]);
    }

    /** Whom the ranking of this key begins with, whatever goes on there. */
    Candidate first(long key) {
        int first = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < seeds.length; i++) {
            if (!even && Ranking.leastScore(key, seeds[i], weights[i]) >= least) {
                continue;
            }
            double score = score(key, i);
            if (score < least) {
                least = score;
                first = i;
            }
        }
        return candidates[first];
    }

    /** Null if it is not of this stage, or 0. */
    @Nullable
    Candidate of(long accountId) {
        for (int i = 0; accountId != 0 && i < accountIds.length; i++) {
            if (accountIds[i] == accountId) {
                return candidates[i];
            }
        }
        return null;
    }

    /** What follows where none of them can be asked. */
    boolean endsHere() {
        return fallback == Fallback.NEVER;
    }

    Optional<Stage> only(Predicate<Candidate> which) {
        List<Candidate> left = all().stream().filter(which).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Stage(priority, left));
    }

    List<Candidate> all() {
        return List.of(candidates);
    }
}
