package io.tallyport.workbench.bench.affinity;

import io.tallyport.workbench.bench.conversation.Dialect;
import io.tallyport.workbench.bench.conversation.Traffic;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code affinity [--quick] [--seed N] [--dialect messages|chat] [--only SCENARIO,...]}. */
public record AffinityOptions(boolean quick, long seed, Dialect dialect, Set<Scenario> scenarios) {
    private static final String USAGE =
            "usage: ./tallyport bench affinity [--quick] [--seed N] [--dialect messages|chat] [--only SCENARIO,...]  with SCENARIO of "
                    + EnumSet.allOf(Scenario.class).toString().toLowerCase(Locale.ROOT);

    /**
     * When one account is down, in seconds from a run's start.
     *
     * @param seconds for how long
     */
    record Outage(int from, int seconds) {
        int to() {
            return from + seconds;
        }
    }

    public static AffinityOptions read(List<String> arguments) {
        boolean quick = false;
        long seed = 1;
        Dialect dialect = Dialect.MESSAGES;
        Set<Scenario> scenarios = EnumSet.complementOf(EnumSet.of(Scenario.SILENT));
        try {
            for (int i = 0; i < arguments.size(); i++) {
                switch (arguments.get(i)) {
                    case "--quick" -> quick = true;
                    case "--seed" -> seed = Long.parseLong(arguments.get(++i));
                    case "--dialect" -> dialect = Dialect.valueOf(upper(arguments.get(++i)));
                    case "--only" -> scenarios = scenarios(arguments.get(++i));
                    default -> throw new IllegalArgumentException(USAGE);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
        return new AffinityOptions(quick, seed, dialect, scenarios);
    }

    Traffic.Size size(Scenario scenario) {
        boolean longer = scenario.outage().isPresent();
        return quick ? new Traffic.Size(120, 6, longer ? 45 : 20) : new Traffic.Size(1_000, 10, longer ? 90 : 60);
    }

    Outage outage() {
        return quick ? new Outage(15, 12) : new Outage(35, 30);
    }

    private static Set<Scenario> scenarios(String names) {
        Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
        for (String name : names.split(",", -1)) {
            scenarios.add(Scenario.valueOf(upper(name)));
        }
        return scenarios;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
