package io.tallyport.workbench.simulator.account;

import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over calls. Not safe for use by several threads: {@link Account} guards it.
 *
 * <p>The usage of completed calls and that of calls which broke off after processing had begun are
 * kept apart; the latter's output is only what was delivered.
 */
public final class Tally {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long billable;
    private Usage completed = Usage.NONE;
    private Usage unfinished = Usage.NONE;

    void add(Usage usage, Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (usage.prompt() + usage.output() == 0) {
            return;
        }
        billable++;
        if (outcome == Outcome.COMPLETED) {
            completed = completed.plus(usage);
            return;
        }
        unfinished = unfinished.plus(usage);
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.outcomes.putAll(outcomes);
        copy.billable = billable;
        copy.completed = completed;
        copy.unfinished = unfinished;
        return copy;
    }

    public long calls() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    public long calls(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Calls that a provider would bill: any token processed, and no error status. */
    public long billable() {
        return billable;
    }

    public Usage completed() {
        return completed;
    }

    public Usage unfinished() {
        return unfinished;
    }
}
