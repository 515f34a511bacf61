package io.tallyport.web.usage;

import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyKind;
import io.tallyport.report.Grouping;
import io.tallyport.usage.CallFilter;
import io.tallyport.usage.Outcome;
import io.tallyport.web.security.ApiKeyFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a question about usage, within what its key may see. */
public final class Question {
    private final HttpServletRequest request;
    private final Caller caller;

    private Question(HttpServletRequest request) {
        this.request = request;
        this.caller = ApiKeyFilter.caller(request);
    }

    /** @throws GatewayException 400 that names a parameter which is not known */
    public static Question of(HttpServletRequest request, String... known) {
        Set<String> unknown = new LinkedHashSet<>(request.getParameterMap().keySet());
        Arrays.asList(known).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw GatewayException.invalid(
                    name, "Unknown parameter: " + name + ". Known are: " + String.join(", ", known) + ".");
        }
        return new Question(request);
    }

    Caller caller() {
        return caller;
    }

    /** The only key whose calls it may see; null: any of its organisation's. */
    @Nullable
    String onlyKey() {
        return caller.kind() == KeyKind.MANAGEMENT ? null : caller.keyId();
    }

    /** @throws GatewayException 400 that names the parameter at fault, 404 for a key that is not the caller's to see */
    CallFilter filter() {
        @Nullable String key = text("key");
        @Nullable String only = onlyKey();
        if (key != null && only != null && !key.equals(only)) {
            throw GatewayException.invalid(
                    "key", "Your key sees its own calls only. Ask with a management key (mk-tp-...) for other keys.");
        }
        @Nullable LocalDate day = day();
        @Nullable Instant from = instant("from");
        @Nullable Instant to = instant("to");
        if (day != null && (from != null || to != null)) {
            throw GatewayException.invalid("day", "Send either day or from and to.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw GatewayException.invalid("to", "The time in to must be later than the one in from.");
        }
        return new CallFilter(
                caller.walletId(),
                key == null ? only : key,
                text("model"),
                text("tag"),
                text("session"),
                outcome(),
                day == null ? from : start(day),
                day == null ? to : start(day.plusDays(1)));
    }

    /** @throws GatewayException 400 for a word that is none of {@code possible} */
    Set<Grouping> groupings(String byDefault, Grouping... possible) {
        String words = Objects.requireNonNullElse(text("group_by"), byDefault);
        Set<Grouping> found = new LinkedHashSet<>();
        for (String word : words.split(",", -1)) {
            found.add(Stream.of(possible)
                    .filter(grouping -> grouping.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> GatewayException.invalid(
                            "group_by", "group_by takes " + words(possible) + ", separated by commas.")));
        }
        return found;
    }

    private static String words(Grouping... possible) {
        return Stream.of(possible).map(Grouping::word).collect(Collectors.joining(", "));
    }

    /** @throws GatewayException 400 unless it is a whole number from 1 to {@code most} */
    public int limit(int byDefault, int most) {
        @Nullable String limit = text("limit");
        if (limit == null) {
            return byDefault;
        }
        if (!limit.matches("[0-9]{1,6}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > most) {
            throw GatewayException.invalid("limit", "limit must be a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(limit);
    }

    public @Nullable String text(String name) {
        @Nullable String value = request.getParameter(name);
        if (value != null && value.indexOf(0) >= 0) {
            throw GatewayException.invalid(name, "The parameter " + name + " holds a zero character.");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    private @Nullable Outcome outcome() {
        @Nullable String rule = text("outcome");
        if (rule == null) {
            return null;
        }
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome.name().equals(rule))
                .findFirst()
                .orElseThrow(() ->
                        GatewayException.invalid("outcome", "outcome takes one of " + List.of(Outcome.values()) + "."));
    }

    private @Nullable LocalDate day() {
        @Nullable String day = text("day");
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw GatewayException.invalid("day", "day must be a date such as 2026-11-27; days are of UTC.");
        }
    }

    /** A time with its offset, or a date, which begins at midnight UTC. */
    public @Nullable Instant instant(String name) {
        @Nullable String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? start(LocalDate.parse(text))
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw GatewayException.invalid(
                    name, name + " must be a date such as 2026-11-27 or a time such as 2026-11-27T09:30:00Z.");
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
