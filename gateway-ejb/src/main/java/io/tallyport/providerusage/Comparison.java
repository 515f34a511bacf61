package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays the lines of an export beside our accrual, day by day and model by model. */
final class Comparison {
    private final ExportFormat format;
    private final Set<String> knownModels;
    private final Map<Of, UsageLine> theirs = new HashMap<>();
    private final Map<Of, Accrual> ours = new HashMap<>();

    private record Of(LocalDate day, String model) {}

    private Comparison(ExportFormat format, Set<String> knownModels) {
        this.format = format;
        this.knownModels = knownModels;
    }

    /**
     * @param lines under the price book's names of their models, where it has them
     * @param knownModels the ids of the price book
     * @return every day and model that either has, in their order
     */
    static List<Difference> of(
            ExportFormat format, List<UsageLine> lines, List<Accrual> accruals, Set<String> knownModels) {
        Comparison comparison = new Comparison(format, knownModels);
        lines.forEach(line -> comparison.theirs.merge(new Of(line.day(), line.model()), line, UsageLine::plus));
        accruals.forEach(accrual -> comparison.ours.put(new Of(accrual.day(), accrual.model()), accrual));
        return comparison.differences();
    }

    private List<Difference> differences() {
        Set<Of> all = new HashSet<>(theirs.keySet());
        all.addAll(ours.keySet());
        List<Difference> differences = new ArrayList<>();
        for (Of of : all) {
            differences.add(difference(of, Set.of()));
        }
        Set<String> level = modelsThatAgreeInAll(differences);
        return differences.stream()
                .map(one -> difference(new Of(one.day(), one.model()), level))
                .sorted(Comparator.comparing(Difference::day).thenComparing(Difference::model))
                .toList();
    }

    private Difference difference(Of of, Set<String> level) {
        @Nullable UsageLine line = theirs.get(of);
        Accrual accrual = Objects.requireNonNullElseGet(ours.get(of), () -> Accrual.none(of.day(), of.model()));
        boolean hasTokens = line == null ? tellsTokens() : line.tokens() != null;
        boolean hasCost = line == null ? tellsCost() : line.costNano() != null;
        Difference bare = new Difference(
                of.day(),
                of.model(),
                hasTokens ? line == null ? TokenCounts.NONE : line.tokens() : null,
                hasCost ? line == null ? Long.valueOf(0) : line.costNano() : null,
                accrual,
                Set.of());
        return bare.agrees()
                ? bare
                : new Difference(
                        bare.day(),
                        bare.model(),
                        bare.theirTokens(),
                        bare.theirCostNano(),
                        accrual,
                        explanations(bare, line, level));
    }

    private boolean tellsTokens() {
        return theirs.isEmpty() || theirs.values().stream().anyMatch(line -> line.tokens() != null);
    }

    private boolean tellsCost() {
        return theirs.isEmpty() || theirs.values().stream().anyMatch(line -> line.costNano() != null);
    }

    private Set<Explanation> explanations(Difference difference, @Nullable UsageLine line, Set<String> level) {
        Accrual accrual = difference.ours();
        Set<Explanation> found = EnumSet.noneOf(Explanation.class);
        if (line == null) {
            found.add(Explanation.NOT_IN_THE_FILE);
        }
        if (accrual.calls() + accrual.failed() == 0) {
            found.add(
                    knownModels.contains(difference.model())
                            ? Explanation.NOT_ON_OUR_BOOKS
                            : Explanation.UNKNOWN_MODEL);
        }
        if (level.contains(difference.model())) {
            found.add(Explanation.MIDNIGHT);
        }
        if (accrual.failed() > 0) {
            found.add(Explanation.FAILED_ATTEMPTS);
        }
        if (accrual.estimated() > 0) {
            found.add(Explanation.ESTIMATED);
        }
        if (line != null && isRounding(difference, line.rows())) {
            found.add(Explanation.ROUNDING);
        }
        return found;
    }

    private boolean isRounding(Difference difference, int rows) {
        @Nullable Long cost = difference.costNano();
        @Nullable TokenDifference tokens = difference.tokens();
        return cost != null
                && cost != 0
                && Math.abs(cost) <= tolerance(difference.ours(), rows)
                && (tokens == null || tokens.isNone());
    }

    /** Each of our attempts is rounded up to the nano. */
    private long tolerance(Accrual accrual, int rows) {
        return rows * format.roundingNano() + accrual.calls() + accrual.failed();
    }

    private Set<String> modelsThatAgreeInAll(List<Difference> differences) {
        Map<String, List<Difference>> byModel = new HashMap<>();
        differences.forEach(one ->
                byModel.computeIfAbsent(one.model(), any -> new ArrayList<>()).add(one));
        Set<String> level = new HashSet<>();
        byModel.forEach((model, days) -> {
            if (days.size() > 1 && agreesInAll(days)) {
                level.add(model);
            }
        });
        return level;
    }

    private boolean agreesInAll(List<Difference> days) {
        long cost = 0;
        long tolerance = 0;
        TokenDifference tokens = TokenDifference.NONE;
        for (Difference day : days) {
            @Nullable UsageLine line = theirs.get(new Of(day.day(), day.model()));
            cost = Math.addExact(cost, Objects.requireNonNullElse(day.costNano(), 0L));
            tokens = tokens.plus(Objects.requireNonNullElse(day.tokens(), TokenDifference.NONE));
            tolerance = Math.addExact(tolerance, tolerance(day.ours(), line == null ? 0 : line.rows()));
        }
        return Math.abs(cost) <= tolerance && tokens.isNone();
    }
}
