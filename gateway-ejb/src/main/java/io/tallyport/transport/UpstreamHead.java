package io.tallyport.transport;

import io.undertow.util.HeaderMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Status and headers of an upstream's answer. */
public final class UpstreamHead {
    private final int status;
    private final HeaderMap headers;

    UpstreamHead(int status, HeaderMap headers) {
        this.status = status;
        this.headers = headers;
    }

    public int status() {
        return status;
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** Headers among {@code names}, or beginning with one of {@code prefixes}, in lower case. */
    public Map<String, String> select(Set<String> names, Set<String> prefixes) {
        Map<String, String> selected = new LinkedHashMap<>();
        headers.forEach(values -> {
            String name = values.getHeaderName().toString().toLowerCase(java.util.Locale.ROOT);
            if (names.contains(name) || prefixes.stream().anyMatch(name::startsWith)) {
                selected.put(name, values.getFirst());
            }
        });
        return selected;
    }
}
