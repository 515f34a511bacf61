package io.tallyport.pool;

import java.util.List;

/**
 * The part of its weight that an account is given for new conversations, by how many of its last calls it failed or refused.
 * Those that are there stay: their cache is worth more than a lower rate of failures, which are served elsewhere.
 */
enum Fitness {
    FULL(8),
    HALF(4),
    QUARTER(2),
    LITTLE(1);

    /** What {@link #FULL} has. */
    static final int PARTS = 8;

    private static final long FEWEST_CALLS = 50;
    private static final int FULL_PERCENT = 90;
    private static final int HALF_PERCENT = 75;
    private static final int QUARTER_PERCENT = 50;

    final int parts;

    Fitness(int parts) {
        this.parts = parts;
    }

    static Fitness of(List<Figures> models) {
        long calls = models.stream().mapToLong(Figures::calls).sum();
        long bad = models.stream()
                .mapToLong(each -> each.failed() + each.limited())
                .sum();
        if (calls < FEWEST_CALLS) {
            return FULL;
        }
        long good = 100 * Math.max(0, calls - bad) / calls;
        if (good >= FULL_PERCENT) {
            return FULL;
        }
        if (good >= HALF_PERCENT) {
            return HALF;
        }
        return good >= QUARTER_PERCENT ? QUARTER : LITTLE;
    }
}
