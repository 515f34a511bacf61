package io.tallyport.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The header {@code retry-after}: whole seconds. Its other form, a date, is for clocks that agree, and not read. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DIGITS = 6;

    private RetryAfter() {}

    static @Nullable Duration read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration told = Duration.ofSeconds(Long.parseLong(text));
        return told.compareTo(LONGEST) < 0 ? told : LONGEST;
    }
}
