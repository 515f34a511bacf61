package io.tallyport.csv;

import io.tallyport.error.GatewayException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CSV file with a header.
 *
 * @param header names of the columns in lower case, in their order, as often as they stand there
 * @param rows stripped cells by column; row 0 is line 2 of the file
 */
public record CsvTable(List<String> header, List<Map<String, String>> rows) {
    public CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** @throws GatewayException 400 if it is empty, no text in UTF-8, or a row has more or fewer cells than the header */
    public static CsvTable read(byte[] file) {
        List<List<String>> lines = CsvLines.of(text(file));
        if (lines.isEmpty()) {
            throw GatewayException.invalid("file", "The file is empty.");
        }
        List<String> header = lines.getFirst().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(row(header, lines.get(i), i + 1));
        }
        return new CsvTable(header, rows);
    }

    private static Map<String, String> row(List<String> header, List<String> cells, int number) {
        if (cells.size() != header.size()) {
            throw GatewayException.invalid(
                    "file", "Row " + number + " has " + cells.size() + " cells, the header has " + header.size() + ".");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            row.put(header.get(column), cells.get(column).strip());
        }
        return row;
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw GatewayException.invalid("file", "The file is not text in UTF-8.");
        }
    }
}
