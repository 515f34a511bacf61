package io.tallyport.tier;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One wallet's spend by the hour (nano-credits), summed over the running hour and the 720 full hours before it. Hours are
 * counted from 1970 in UTC: no zone's summer time and no calendar moves them.
 */
final class SpendWindow {
    static final int FULL_HOURS = 720;
    private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int FEW = 8;

    /** Hours with spend, ascending, in the first {@code size} places. */
    private long[] hours = new long[FEW];

    private long[] spends = new long[FEW];
    private int size;

    static long hourAt(long micros) {
        return Math.floorDiv(micros, HOUR_MICROS);
    }

    static long startMicros(long hour) {
        return Math.multiplyExact(hour, HOUR_MICROS);
    }

    void set(long hour, long spendNano) {
        int at = Arrays.binarySearch(hours, 0, size, hour);
        if (at >= 0) {
            spends[at] = spendNano;
            return;
        }
        insert(-at - 1, hour, spendNano);
    }

    /** Forgets every hour but this one. */
    void keepOnly(long hour) {
        int at = Arrays.binarySearch(hours, 0, size, hour);
        size = 0;
        if (at >= 0) {
            insert(0, hour, spends[at]);
        }
    }

    /** What counts while {@code hour} runs. */
    long total(long hour) {
        long total = 0;
        for (int i = 0; i < size; i++) {
            if (hours[i] >= hour - FULL_HOURS && hours[i] <= hour) {
                total = Math.addExact(total, spends[i]);
            }
        }
        return total;
    }

    /** Drops what can count no more while {@code hour} or a later one runs. */
    void forgetBefore(long hour) {
        int keepFrom = Arrays.binarySearch(hours, 0, size, hour - FULL_HOURS);
        int dropped = keepFrom >= 0 ? keepFrom : -keepFrom - 1;
        System.arraycopy(hours, dropped, hours, 0, size - dropped);
        System.arraycopy(spends, dropped, spends, 0, size - dropped);
        size -= dropped;
    }

    private void insert(int at, long hour, long spendNano) {
        if (size == hours.length) {
            hours = Arrays.copyOf(hours, 2 * size);
            spends = Arrays.copyOf(spends, 2 * size);
        }
        System.arraycopy(hours, at, hours, at + 1, size - at);
        System.arraycopy(spends, at, spends, at + 1, size - at);
        hours[at] = hour;
        spends[at] = spendNano;
        size++;
    }
}
