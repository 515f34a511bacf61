package io.tallyport.choice;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Everywhere that calls of one model may go, for callers with one set of rules; stages in order of preference. */
public final class Plan {
    private final List<Stage> stages;
    private final int size;

    Plan(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        this.size = stages.stream().mapToInt(Stage::size).sum();
    }

    /** One whose candidates are alike but for their weights. */
    public static Plan of(List<Candidate> candidates) {
        return new Plan(List.of(new Stage(candidates.getFirst().priority(), candidates)));
    }

    List<Stage> stages() {
        return stages;
    }

    /** In order of preference, as far as no call is looked at. */
    public Stream<Candidate> candidates() {
        return stages.stream().flatMap(stage -> stage.all().stream());
    }

    /** The same without some. */
    public Plan only(Predicate<Candidate> which) {
        return new Plan(stages.stream()
                .map(stage -> stage.only(which))
                .flatMap(Optional::stream)
                .toList());
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return stages.isEmpty();
    }
}
