package io.tallyport.provisioning;

import io.tallyport.error.GatewayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field may hold. Each throws a {@link GatewayException} 400 that names it. */
final class Checks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Checks() {}

    static String name(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw GatewayException.invalid(
                    field,
                    field + " begins with a letter or digit and has at most 63 letters, digits, dots, hyphens and"
                            + " underscores.");
        }
        return name;
    }

    static @Nullable String nameOrNull(String field, @Nullable String name) {
        return name == null ? null : name(field, name);
    }

    static String oneOf(String field, String word, Set<String> words) {
        if (!words.contains(word)) {
            throw GatewayException.invalid(
                    field,
                    field + " is one of "
                            + String.join(", ", words.stream().sorted().toList()) + ".");
        }
        return word;
    }

    static void between(String field, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw GatewayException.invalid(field, field + " is " + least + " to " + most + ".");
        }
    }

    /** Without the slash at its end. */
    static String baseUrl(String field, String text) {
        URI url = url(field, text);
        boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw GatewayException.invalid(field, field + " is an absolute URL that begins with https:// or http://.");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw GatewayException.invalid(field, field + " has no user, query or fragment; the secret is set apart.");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static URI url(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw GatewayException.invalid(field, field + " is no URL.");
        }
    }
}
