package io.tallyport.bed.books;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV as RFC 4180 has it, as a customer's program would. */
public final class CsvRows {
    private final String text;
    private int at;

    private CsvRows(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Each row by the names of the first. */
    public static List<Map<String, String>> of(String text) {
        CsvRows rows = new CsvRows(text);
        List<String> names = rows.row();
        List<Map<String, String>> all = new ArrayList<>();
        while (rows.at < text.length()) {
            List<String> cells = rows.row();
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException("a row has " + cells.size() + " cells: " + cells);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            all.add(row);
        }
        return all;
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(text.charAt(at) == '"' ? quoted() : plain());
        } while (text.charAt(at++) == ',');
        if (text.charAt(at++) != '\n') {
            throw new IllegalArgumentException("a row does not end in CR LF");
        }
        return cells;
    }

    private String plain() {
        int start = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        for (at++; text.charAt(at) != '"' || text.charAt(at + 1) == '"'; at++) {
            at += text.charAt(at) == '"' ? 1 : 0;
            cell.append(text.charAt(at));
        }
        at++;
        return cell.toString();
    }
}
