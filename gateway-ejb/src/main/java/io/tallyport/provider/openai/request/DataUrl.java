package io.tallyport.provider.openai.request;

import java.util.Locale;
import java.util.Optional;

/** {@code data:image/png;base64,…}: bytes inside a URL. */
record DataUrl(String mediaType, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Empty for anything but base64 of a named media type. */
    static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',');
        if (!is(url) || comma < 0 || comma == url.length() - 1) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
        int type = head.indexOf(';') < 0 ? head.length() : head.indexOf(';');
        if (!head.endsWith(ENCODING) || type == 0) {
            return Optional.empty();
        }
        return Optional.of(new DataUrl(head.substring(0, type), url.substring(comma + 1)));
    }

    static String of(String mediaType, String base64) {
        return SCHEME + mediaType + ENCODING + "," + base64;
    }
}
