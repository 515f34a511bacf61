package io.tallyport.csv;

import io.tallyport.error.GatewayException;
import java.util.ArrayList;
import java.util.List;

/** Takes CSV apart as RFC 4180 has it; empty lines are left out. */
final class CsvLines {
    private final List<List<String>> lines = new ArrayList<>();
    private List<String> line = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;

    private CsvLines() {}

    /** @throws GatewayException 400 for a quote that is never closed */
    static List<List<String>> of(String text) {
        CsvLines reader = new CsvLines();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (reader.quoted && next == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                reader.cell.append('"');
                i++;
                continue;
            }
            reader.take(next);
        }
        if (reader.quoted) {
            throw GatewayException.invalid("file", "A quoted cell never ends.");
        }
        reader.endLine();
        return reader.lines;
    }

    private void take(char next) {
        if (next == '"') {
            quoted = !quoted;
            return;
        }
        if (quoted) {
            cell.append(next);
            return;
        }
        switch (next) {
            case ',' -> endCell();
            case '\n' -> endLine();
            case '\r' -> {}
            default -> cell.append(next);
        }
    }

    private void endCell() {
        line.add(cell.toString());
        cell.setLength(0);
    }

    private void endLine() {
        if (line.isEmpty() && cell.isEmpty()) {
            return;
        }
        endCell();
        lines.add(line);
        line = new ArrayList<>();
    }
}
