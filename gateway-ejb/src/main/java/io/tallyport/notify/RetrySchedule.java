package io.tallyport.notify;

import io.tallyport.outbound.Posted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What follows on an attempt (money.md section 10). */
final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration SLOWER = Duration.ofMinutes(1);
    private static final int JITTER_PERCENT = 10;
    private static final int GONE = 410;
    /** The endpoint has too much to do: everything to it waits. */
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 504);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What becomes of the delivery.
     *
     * @param pause until the next attempt; zero if there is none
     * @param slow how long nothing is sent to the endpoint; zero: it goes on
     * @param gone whether the endpoint is to be disabled
     */
    record Verdict(Delivery.State state, Duration pause, Duration slow, boolean gone) {}

    /** @param step how many attempts of the schedule failed before this one */
    Verdict after(Posted posted, int step, Instant now) {
        @Nullable Integer status = posted.status();
        if (status != null && status >= 200 && status < 300) {
            return ended(Delivery.State.DELIVERED, false);
        }
        if (status != null && status == GONE) {
            return ended(Delivery.State.FAILED, true);
        }
        Duration asked = retryAfter(posted.retryAfter(), now);
        Duration slow = status != null && OVERLOADED.contains(status) ? longer(asked, SLOWER) : Duration.ZERO;
        if (step >= PAUSES.size()) {
            return new Verdict(Delivery.State.FAILED, Duration.ZERO, slow, false);
        }
        Duration pause = longer(jittered(PAUSES.get(step)), longer(asked, slow));
        return new Verdict(Delivery.State.PENDING, pause, slow, false);
    }

    private static Verdict ended(Delivery.State state, boolean gone) {
        return new Verdict(state, Duration.ZERO, Duration.ZERO, gone);
    }

    private Duration jittered(Duration pause) {
        return pause.plus(pause.dividedBy(100).multipliedBy(random.nextInt(JITTER_PERCENT + 1)));
    }

    /** Seconds or a date; what is neither asks for nothing, and nobody gets to ask for more than a day. */
    private static Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        if (SECONDS.matcher(header).matches()) {
            return shorter(Duration.ofSeconds(Long.parseLong(header)), LONGEST);
        }
        try {
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return shorter(longer(Duration.between(now, date), Duration.ZERO), LONGEST);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
