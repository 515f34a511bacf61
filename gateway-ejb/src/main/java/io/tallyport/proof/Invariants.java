package io.tallyport.proof;

import io.tallyport.proof.Invariant.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Those of {@code invariants.sql}, in its order. */
final class Invariants {
    static final List<Invariant> ALL = read();

    private Invariants() {}

    private static List<Invariant> read() {
        return SqlFile.sections("invariants.sql", "-- invariant: ").entrySet().stream()
                .map(Invariants::invariant)
                .toList();
    }

    /** A section's first line says when it is checked and what a breach does. */
    private static Invariant invariant(Map.Entry<String, String> section) {
        String[] parts = section.getValue().split("\n", 2);
        String terms = parts[0].substring("-- ".length());
        String severity = terms.substring(terms.lastIndexOf(' ') + 1);
        return new Invariant(
                section.getKey(),
                terms.startsWith("full "),
                Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                parts[1]);
    }
}
