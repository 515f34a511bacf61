package io.tallyport.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A place between two calls in the order of the books, and which way to read from there.
 *
 * @param at when the call next to it came on the books
 * @param id that call's
 */
public record CallCursor(Instant at, UUID id, Direction direction) {
    private static final int LENGTH = 1 + 3 * 16;

    /** Newer calls, or older ones. */
    public enum Direction {
        NEWER('n'),
        OLDER('o');

        private final char letter;

        Direction(char letter) {
            this.letter = letter;
        }
    }

    static CallCursor of(RecordedCall call, Direction direction) {
        return new CallCursor(call.at(), call.id().uuid(), direction);
    }

    /** What {@link #toString} wrote. */
    public static Optional<CallCursor> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            Direction direction = text.charAt(0) == Direction.NEWER.letter ? Direction.NEWER : Direction.OLDER;
            long micros = HexFormat.fromHexDigitsToLong(text, 1, 17);
            return Optional.of(new CallCursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    new UUID(
                            HexFormat.fromHexDigitsToLong(text, 17, 33),
                            HexFormat.fromHexDigitsToLong(text, 33, LENGTH)),
                    direction));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** For callers, who need not read it. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return direction.letter
                + hex.toHexDigits(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                + hex.toHexDigits(id.getMostSignificantBits())
                + hex.toHexDigits(id.getLeastSignificantBits());
    }
}
