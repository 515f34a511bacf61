package io.tallyport.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** SQL that stands beside this package's classes, so that it can be read and run by itself. */
final class SqlFile {
    private SqlFile() {}

    static String whole(String name) {
        try (InputStream in = Objects.requireNonNull(SqlFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows each line that begins with {@code heading}, by the rest of that line. */
    static Map<String, String> sections(String name, String heading) {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = Pattern.compile("^" + heading, Pattern.MULTILINE).split(whole(name));
        for (int i = 1; i < parts.length; i++) {
            String[] titleAndBody = parts[i].split("\n", 2);
            sections.put(titleAndBody[0].strip(), titleAndBody[1].strip());
        }
        return sections;
    }
}
