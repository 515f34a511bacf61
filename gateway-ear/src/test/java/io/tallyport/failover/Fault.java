package io.tallyport.failover;

import io.tallyport.bed.Bed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an account does wrong, and what becomes of the call: a line of the table in docs/routing.md, "When an account fails",
 * so that the manual is what is tested.
 *
 * @param words what the account does
 * @param elsewhere what another account has to do with it
 * @param again whether an only account is asked once more
 * @param heard what the caller of an only account gets
 * @param outcome the charging rule, where the account is the only one
 * @param reason under which the attempt is recorded; empty: there is none before the one that counts
 */
record Fault(String words, String elsewhere, boolean again, String heard, String outcome, String reason) {
    private static final String HEADING = "## When an account fails";
    private static final Pattern ROW =
            Pattern.compile("\\| (.*?) \\| (.*?) \\|(?: (.*?))? \\| (.*?) \\| [^|]*\\((B\\d+)\\) \\|(?: `(.*?)`)? \\|");
    private static final Pattern STATUS = Pattern.compile("answers (\\d+)(?:, `retry-after: (\\d+)`)?");
    private static final Pattern ERROR = Pattern.compile("(\\d+), `(\\w+)` / `(\\w+)`");

    /** By what the manual says; {@code after=1} is before the first token on every surface, 12 is after it. */
    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("closes without a byte", "\"refuse\":true"),
            Map.entry("breaks off a plain answer", "\"cut\":true"),
            Map.entry("sends a plain answer that is not JSON", "\"malformed\":true"),
            Map.entry("breaks off a stream before its first token", "\"after\":1,\"cut\":true"),
            Map.entry("sends an error event before the first token (OpenAI)", "\"after\":1,\"error_event\":true"),
            Map.entry(
                    "sends `overloaded_error` before the first token (Anthropic)", "\"after\":1,\"error_event\":true"),
            Map.entry("is slow", "\"delay_ms\":700"),
            Map.entry("reports no usage", "\"no_usage\":true"),
            Map.entry("sends an event that is not JSON in mid-stream", "\"after\":12,\"malformed\":true"),
            Map.entry("pauses in mid-stream", "\"after\":12,\"pause_ms\":700"),
            Map.entry("breaks off a stream after its first token", "\"after\":12,\"cut\":true"),
            Map.entry("sends an error event after the first token", "\"after\":12,\"error_event\":true"));

    /** What a caller is told of a failure, in both protocols. */
    record Error(int status, String openaiType, String anthropicType) {}

    static List<Fault> ofTheManual() {
        try {
            List<String> lines = Files.readAllLines(Bed.root().resolve("docs/routing.md"));
            List<Fault> faults = new ArrayList<>();
            lines.stream()
                    .skip(lines.indexOf(HEADING))
                    .dropWhile(line -> !line.startsWith("|---"))
                    .skip(1)
                    .takeWhile(line -> line.startsWith("|"))
                    .forEach(line -> faults.add(read(line)));
            return faults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault read(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new IllegalStateException("not a line of the table: " + line);
        }
        return new Fault(
                row.group(1),
                row.group(2),
                "once".equals(row.group(3)),
                row.group(4),
                row.group(5),
                row.group(6) == null ? "" : row.group(6));
    }

    /** For the simulator. */
    String condition() {
        Matcher status = STATUS.matcher(words);
        if (status.matches()) {
            String retryAfter = status.group(2) == null ? "" : ",\"retry_after\":" + status.group(2);
            return "\"status\":" + status.group(1) + retryAfter;
        }
        String known = CONDITIONS.get(words);
        if (known == null) {
            throw new IllegalStateException("nobody knows how to make an account that " + words);
        }
        return known;
    }

    /** As the attempt is recorded. */
    int status() {
        Matcher status = STATUS.matcher(words);
        if (status.matches()) {
            return Integer.parseInt(status.group(1));
        }
        return words.startsWith("closes") ? 0 : 200;
    }

    boolean isServedElsewhere() {
        return elsewhere.equals("it serves the call");
    }

    boolean isBrokenOff() {
        return heard.equals("the stream ends with an error event");
    }

    boolean isError() {
        return ERROR.matcher(heard).matches();
    }

    Error error() {
        Matcher error = ERROR.matcher(heard);
        if (!error.matches()) {
            throw new IllegalStateException("no error: " + heard);
        }
        return new Error(Integer.parseInt(error.group(1)), error.group(2), error.group(3));
    }

    boolean happens(Asked asked, boolean stream) {
        boolean format = !words.endsWith("(OpenAI)") && !words.endsWith("(Anthropic)")
                || words.endsWith("(Anthropic)") == asked.protocol().equals("anthropic");
        boolean ofStreams = words.contains("stream") || words.contains("event") || words.contains("token");
        return format && (stream ? !words.contains("plain") : !ofStreams);
    }
}
