package io.tallyport.web.answer;

import io.tallyport.error.GatewayException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What callers sort their calls by, as headers say it. */
final class CallLabels {
    static final String TAG = "tallyport-tag";

    /** As coding tools name their sessions; the first that is sent counts, and goes before what the body says. */
    private static final List<String> SESSIONS =
            List.of("x-session-id", "session-id", "session_id", "x-claude-code-session-id");

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

    private CallLabels() {}

    static @Nullable String session(UnaryOperator<@Nullable String> header) {
        return SESSIONS.stream()
                .map(header)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** @throws GatewayException 400 for a tag of other characters */
    static @Nullable String tag(UnaryOperator<@Nullable String> header) {
        @Nullable String tag = header.apply(TAG);
        if (tag != null && !SAFE.matcher(tag).matches()) {
            throw GatewayException.invalid(
                    TAG, "The header tallyport-tag takes 1 to 64 characters: letters, digits and . _ : / -");
        }
        return tag;
    }
}
