package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What stands after {@code ./tallyport run} and {@code ./tallyport stop}. */
record Options(Verb verb, int port, Path data, boolean detach, Optional<Path> config) {
    enum Verb {
        RUN,
        STOP
    }

    static final String USAGE = "usage: ./tallyport run [--port N] [--data DIR] [--config FILE] [--detach]"
            + "  or  ./tallyport stop [--data DIR]";

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final String DEFAULT_CONFIG = "tallyport.properties";

    static Options parse(List<String> arguments, Path root) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Verb verb = verb(rest.isEmpty() ? "" : rest.removeFirst());
        int port = DEFAULT_PORT;
        Path data = root.resolve("target/demo");
        boolean detach = false;
        Path standard = root.resolve(DEFAULT_CONFIG);
        Optional<Path> config = Files.exists(standard) ? Optional.of(standard) : Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--port" -> port = port(value(option, rest));
                case "--data" ->
                    data = Path.of(value(option, rest)).toAbsolutePath().normalize();
                case "--config" -> config = Optional.of(Path.of(value(option, rest)));
                case "--detach" -> detach = true;
                default -> throw new CannotStart("Unknown option %s; %s".formatted(option, USAGE));
            }
        }
        return new Options(verb, port, data, detach, config);
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "run" -> Verb.RUN;
            case "stop" -> Verb.STOP;
            default -> throw new CannotStart(USAGE);
        };
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new CannotStart("%s wants a value; %s".formatted(option, USAGE));
        }
        return rest.removeFirst();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CannotStart("--port wants a number from 1 to %d, not %s".formatted(HIGHEST_PORT, text));
    }
}
