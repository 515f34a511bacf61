package io.tallyport.workbench.simulator.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An account's last hour, second by second; those in which nothing happened are left out. Not thread-safe. */
final class Seconds {
    private static final int KEPT = 3600;
    private static final long MILLIS = 1_000;

    private final Map<Long, Counts> seconds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Counts> eldest) {
            return size() > KEPT;
        }
    };

    private static final class Counts {
        private long arrived;
        private final Tally ended = new Tally();
    }

    void arrived() {
        now().arrived++;
    }

    void ended(Usage usage, Outcome outcome) {
        now().ended.add(usage, outcome);
    }

    List<Second> all() {
        return seconds.entrySet().stream()
                .map(second -> new Second(
                        second.getKey(),
                        second.getValue().arrived,
                        second.getValue().ended.copy()))
                .toList();
    }

    private Counts now() {
        return seconds.computeIfAbsent(System.currentTimeMillis() / MILLIS, second -> new Counts());
    }
}
