package io.tallyport.usage;

import io.tallyport.database.TimeOrderedId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** A call's id: {@code req_} + 32 hex digits outside, a time-ordered UUID on the books. */
public record RequestId(UUID uuid) {
    private static final String PREFIX = "req_";
    private static final int LENGTH = PREFIX.length() + 32;
    private static final HexFormat HEX = HexFormat.of();

    public static RequestId next() {
        return new RequestId(TimeOrderedId.next());
    }

    public static Optional<RequestId> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RequestId(new UUID(
                    HexFormat.fromHexDigitsToLong(text, 4, 20), HexFormat.fromHexDigitsToLong(text, 20, LENGTH))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return PREFIX
                + HEX.toHexDigits(uuid.getMostSignificantBits())
                + HEX.toHexDigits(uuid.getLeastSignificantBits());
    }
}
