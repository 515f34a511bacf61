package io.tallyport.workbench.launcher.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of ours: in a session of its own, its output in a file, known by its start as well as by its number. */
public final class Child {
    /** Enough to know a process again after our own end; a recycled number has another start. */
    public record Identity(long pid, long startedAtMillis) {
        private static final long CLOCK_SLACK_MILLIS = 3_000;

        public static Identity of(ProcessHandle handle) {
            return new Identity(
                    handle.pid(), handle.info().startInstant().orElseThrow().toEpochMilli());
        }

        public static Optional<Identity> read(Path file) {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try {
                String[] numbers = Files.readString(file).strip().split(" ", 2);
                return Optional.of(new Identity(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }

        public void write(Path file) {
            PrivateFiles.write(file, "%d %d%n".formatted(pid, startedAtMillis));
        }

        /** Whether it was alive: asks it to stop, and ends it when it does not in time. */
        public boolean stop(String signal, Duration patience) {
            if (!isAlive()) {
                return false;
            }
            ProcessHandle.of(pid).ifPresent(handle -> {
                Child.signal(pid, signal);
                if (!awaitEnd(handle, patience)) {
                    handle.destroyForcibly();
                    awaitEnd(handle, patience);
                }
            });
            return true;
        }

        boolean isAlive() {
            return ProcessHandle.of(pid).filter(this::matches).isPresent();
        }

        private boolean matches(ProcessHandle handle) {
            return handle.isAlive()
                    && handle.info()
                            .startInstant()
                            .filter(start -> Math.abs(start.toEpochMilli() - startedAtMillis) < CLOCK_SLACK_MILLIS)
                            .isPresent();
        }
    }

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    public static Child start(List<String> command, Map<String, String> environment, Path folder, Path output) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Identity identity() {
        return Identity.of(process.toHandle());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public boolean stop(String signal, Duration patience) {
        signal(pid(), signal);
        return awaitEnd(patience);
    }

    /** Ends it and all it started at once, as a power cut would. */
    public void kill() {
        List<ProcessHandle> family =
                new ArrayList<>(process.toHandle().descendants().toList());
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(Duration.ofSeconds(10));
        family.forEach(handle -> awaitEnd(handle, Duration.ofSeconds(10)));
    }

    public boolean awaitEnd(Duration patience) {
        return awaitEnd(process.toHandle(), patience);
    }

    static boolean awaitEnd(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return !handle.isAlive();
        }
    }

    /** Java knows no SIGINT, which is how PostgreSQL is told to stop without waiting for its clients. */
    public static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
