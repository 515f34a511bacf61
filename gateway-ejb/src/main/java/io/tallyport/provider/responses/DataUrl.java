package io.tallyport.provider.responses;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** {@code data:image/png;base64,…} */
record DataUrl(String mediaType, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    static boolean is(String url) {
        return url.startsWith(SCHEME);
    }

    /** Empty for one that is not in base64. */
    static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',');
        if (!is(url) || comma < 0) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma);
        if (!head.endsWith(ENCODING)) {
            return Optional.empty();
        }
        int parameters = head.indexOf(';');
        return Optional.of(new DataUrl(head.substring(0, parameters), url.substring(comma + 1)));
    }

    boolean isText() {
        return mediaType.startsWith("text/");
    }

    /** @throws IllegalArgumentException if it is not base64 */
    String text() {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
