package io.tallyport.outbound;

import io.tallyport.error.GatewayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** A URL that requests may be sent to, as far as its text tells. */
final class Target {
    private static final int LONGEST = 2_048;

    private Target() {}

    /**
     * @param allowPlain whether {@code http} will do as well
     * @throws GatewayException 400 that names the field
     */
    static URI parse(String field, String url, boolean allowPlain) {
        URI target = uri(field, url);
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        boolean isAllowed = scheme.equals("https") || allowPlain && scheme.equals("http");
        if (!isAllowed || target.getHost() == null) {
            throw GatewayException.invalid(field, field + " must be an https:// URL with a host.");
        }
        if (target.getRawUserInfo() != null || target.getRawFragment() != null) {
            throw GatewayException.invalid(field, field + " must have no user, password or fragment.");
        }
        return target;
    }

    /** Without the brackets of an IPv6 address. */
    static String host(URI target) {
        String host = target.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static URI uri(String field, String url) {
        try {
            if (url.length() > LONGEST) {
                throw GatewayException.invalid(field, field + " has " + LONGEST + " characters at most.");
            }
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw GatewayException.invalid(field, field + " is not a URL: " + e.getReason() + ".");
        }
    }
}
