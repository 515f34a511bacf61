package io.tallyport.workbench.simulator.dialect;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

/** The token of an {@code Authorization: Bearer} header. */
public final class Bearer {
    private static final String PREFIX = "Bearer ";

    private Bearer() {}

    /** Empty if there is none. */
    public static String token(HeaderMap headers) {
        String value = headers.getFirst(Headers.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return "";
        }
        return value.substring(PREFIX.length()).trim();
    }
}
