package io.tallyport.proof;

import io.tallyport.proof.Invariant.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Those of {@code invariants.sql}, in its order. */
final class Invariants {
    static final List<Invariant> ALL = read();

    private Invariants() {}

    /** @param beginning of its name */
    static Invariant named(String beginning) {
        return ALL.stream()
                .filter(invariant -> invariant.name().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static List<Invariant> read() {
        return SqlFile.sections("invariants.sql", "-- invariant: ").entrySet().stream()
                .map(Invariants::invariant)
                .toList();
    }

    /** A section's first line says when it is checked, what a breach does, and what it is over. */
    private static Invariant invariant(Map.Entry<String, String> section) {
        String[] parts = section.getValue().split("\n", 2);
        String[] terms = parts[0].substring("-- ".length()).split(", over ", 2);
        boolean fullOnly = terms[0].startsWith("full ");
        String severity = terms[0].substring(terms[0].lastIndexOf(' ') + 1);
        return new Invariant(
                section.getKey(), fullOnly, Severity.valueOf(severity.toUpperCase(Locale.ROOT)), terms[1], parts[1]);
    }
}
