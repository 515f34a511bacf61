package io.tallyport.report;

import io.tallyport.usage.CallFilter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts that the statements over usage rows {@code u} share. */
final class Groups {
    static final String CONDITION = """
            u.wallet_id = ? AND u.created_at >= coalesce(?::timestamptz, now() - interval '30 days')
                AND u.created_at < coalesce(?::timestamptz, 'infinity')
                AND (?::text IS NULL OR u.key_id = ?) AND (?::text IS NULL OR u.model_id = ?)
                AND (?::text IS NULL OR u.tag = ?) AND (?::text IS NULL OR u.session = ?)
            """;

    private Groups() {}

    /** Each with a comma behind it. */
    static String columns(Set<Grouping> groupings) {
        return groupings.stream()
                .map(grouping -> grouping.sql() + " AS " + grouping.word() + ", ")
                .collect(Collectors.joining());
    }

    static String groupBy(Set<Grouping> groupings) {
        String words = words(groupings);
        return words.isEmpty() ? "" : "GROUP BY " + words + " ORDER BY " + words;
    }

    static String words(Set<Grouping> groupings) {
        return groupings.stream().map(Grouping::word).collect(Collectors.joining(", "));
    }

    static @Nullable Object[] values(CallFilter filter, int most) {
        return new @Nullable Object[] {
            filter.walletId(),
            utc(filter.from()),
            utc(filter.to()),
            filter.keyId(),
            filter.keyId(),
            filter.model(),
            filter.model(),
            filter.tag(),
            filter.tag(),
            filter.session(),
            filter.session(),
            most
        };
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
