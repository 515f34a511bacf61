package io.tallyport.workbench.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code wrk}, where it is installed: a closed loop that costs little. */
public record Wrk(Path program, Path folder) {
    private static final String MARK = "TALLYPORT ";
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    /** One thread is enough and leaves the other core. The program says its figures in one line of ours. */
    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.headers["Authorization"] = "Bearer %s"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [==[%s]==]
            function done(summary, latency, requests)
                local e = summary.errors
                io.write(string.format("\\nTALLYPORT %%d %%d %%d %%d %%f %%f %%f\\n", summary.requests, summary.duration,
                    e.status, e.connect + e.read + e.write + e.timeout,
                    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
            end
            """;

    public Measurement run(Shot shot, int connections, Duration duration) {
        try {
            Path script =
                    Files.writeString(folder.resolve("wrk.lua"), SCRIPT.formatted(shot.credential(), shot.body()));
            List<String> command = List.of(
                    program.toString(),
                    "--threads=1",
                    "--connections=" + connections,
                    "--duration=" + Math.max(1, duration.toSeconds()) + "s",
                    "--timeout=10s",
                    "--script=" + script,
                    shot.url().toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return read(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Measurement read(String output) {
        String line = output.lines()
                .filter(each -> each.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk did not say its figures:\n" + output));
        String[] fields = line.substring(MARK.length()).split(" ", -1);
        long requests = Long.parseLong(fields[0]);
        long refused = Long.parseLong(fields[2]);
        long broken = Long.parseLong(fields[3]);
        Latency latency = new Latency(millis(fields[4]), millis(fields[5]), millis(fields[6]));
        String note = refused + broken == 0 ? "" : "%d not 200, %d connection errors".formatted(refused, broken);
        double seconds = Long.parseLong(fields[1]) / MICROS_PER_SECOND;
        return new Measurement(requests - refused, refused + broken, seconds, latency, Latency.NONE, note);
    }

    private static double millis(String micros) {
        return Double.parseDouble(micros) / MICROS_PER_MILLI;
    }
}
