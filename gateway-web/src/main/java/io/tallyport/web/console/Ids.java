package io.tallyport.web.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ids as they stand in addresses. */
public final class Ids {
    private Ids() {}

    /** Empty if there is none, or what stands there is no number. */
    public static Optional<Long> parse(@Nullable String text) {
        try {
            return Optional.ofNullable(text).filter(given -> !given.isBlank()).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
