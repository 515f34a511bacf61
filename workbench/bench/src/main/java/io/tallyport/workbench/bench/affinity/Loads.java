package io.tallyport.workbench.bench.affinity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How evenly accounts were asked: calls of each in windows of ten seconds, over the mean of the accounts that were up.
 *
 * @param perSecond calls that arrived, by account and second of the run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Loads(List<long[]> perSecond) {
    static final int WINDOW_SECONDS = 10;

    /** Less is the beginning or the end of a run, where a window holds a few conversations' calls. */
    private static final double LEAST_OF_LARGEST = 0.5;

    /** An account that is left out of windows that touch this time, which may be none. */
    record Absence(int account, int fromSecond, int toSecond) {
        static final Absence NONE = new Absence(-1, 0, 0);

        boolean covers(int someAccount, int windowStart) {
            return someAccount == account && windowStart < toSecond && windowStart + WINDOW_SECONDS > fromSecond;
        }
    }

    /** Each account's load over the mean in every window that counts, smallest first. */
    double[] overMean(Absence absence) {
        int windows = Math.max(0, seconds() - WINDOW_SECONDS + 1);
        long largest = 0;
        for (int start = 0; start < windows; start++) {
            largest = Math.max(largest, total(start));
        }
        List<Double> ratios = new ArrayList<>();
        for (int start = 0; start < windows; start++) {
            if (total(start) >= largest * LEAST_OF_LARGEST) {
                addRatios(start, absence, ratios);
            }
        }
        return ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private void addRatios(int start, Absence absence, List<Double> ratios) {
        long sum = 0;
        List<Long> live = new ArrayList<>();
        for (int account = 0; account < perSecond.size(); account++) {
            if (!absence.covers(account, start)) {
                long calls = calls(account, start);
                live.add(calls);
                sum += calls;
            }
        }
        double mean = (double) sum / live.size();
        live.forEach(calls -> ratios.add(calls / mean));
    }

    /** Of the window that ends with this second, for a picture. */
    double overMean(int account, int second) {
        int start = Math.max(0, second - WINDOW_SECONDS + 1);
        long total = total(start);
        return total == 0 ? 0 : (double) calls(account, start) * perSecond.size() / total;
    }

    /** The account with the most calls in the window before a second. */
    int busiest(int second) {
        int busiest = 0;
        for (int account = 1; account < perSecond.size(); account++) {
            if (calls(account, second - WINDOW_SECONDS) > calls(busiest, second - WINDOW_SECONDS)) {
                busiest = account;
            }
        }
        return busiest;
    }

    /** When an account was asked again, from a second on; the run's end if it never was. */
    int askedAgain(int account, int fromSecond) {
        for (int second = fromSecond; second < seconds(); second++) {
            if (perSecond.get(account)[second] > 0) {
                return second;
            }
        }
        return seconds();
    }

    int seconds() {
        return perSecond.getFirst().length;
    }

    private long total(int start) {
        long total = 0;
        for (int account = 0; account < perSecond.size(); account++) {
            total += calls(account, start);
        }
        return total;
    }

    private long calls(int account, int start) {
        long[] seconds = perSecond.get(account);
        return Arrays.stream(seconds, Math.max(0, start), Math.clamp(start + WINDOW_SECONDS, 0, seconds.length))
                .sum();
    }
}
