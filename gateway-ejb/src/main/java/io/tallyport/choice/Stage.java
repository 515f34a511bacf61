package io.tallyport.choice;

import io.tallyport.route.Fallback;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Accounts of one priority that speak to callers in one way, as they are or translated. */
final class Stage {
    private final int priority;
    private final Candidate[] candidates;
    private final boolean even;
    private final Fallback fallback;

    Stage(int priority, List<Candidate> candidates) {
        this.priority = priority;
        this.candidates = candidates.toArray(Candidate[]::new);
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

    /** Whether all have one weight. */
    boolean isEven() {
        return even;
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
