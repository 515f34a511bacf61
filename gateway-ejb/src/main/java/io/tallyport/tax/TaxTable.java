package io.tallyport.tax;

import io.tallyport.tax.TaxRow.RateOf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The decision table of money.md section 11, as {@code tax-table.txt} holds it: the first row that fits decides. */
record TaxTable(String version, List<TaxRow> rows) {
    private static final String FILE = "tax-table.txt";
    private static final String VERSION = "version ";

    static TaxTable read() {
        try (InputStream file = Objects.requireNonNull(TaxTable.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    Optional<TaxRow> firstThatFits(Set<TaxFact> facts) {
        return rows.stream().filter(row -> row.fits(facts)).findFirst();
    }

    private static TaxTable parse(String text) {
        String version = "";
        List<TaxRow> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(VERSION)) {
                version = line.substring(VERSION.length()).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(row(line));
            }
        }
        return new TaxTable(version, List.copyOf(rows));
    }

    private static TaxRow row(String line) {
        List<String> cells =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        String wording = given(cells.get(6));
        return new TaxRow(
                Integer.parseInt(cells.get(0)),
                Arrays.stream(cells.get(1).split(" +")).map(TaxFact::valueOf).collect(Collectors.toUnmodifiableSet()),
                RateOf.valueOf(cells.get(2)),
                cells.get(3),
                given(cells.get(4)),
                given(cells.get(5)),
                wording == null ? null : Wording.valueOf(wording));
    }

    private static @Nullable String given(String cell) {
        return cell.equals("-") ? null : cell;
    }
}
