package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What stands after {@code ./tallyport run} and {@code ./tallyport stop}. */
record Options(Verb verb, int nodes, int port, Path data, boolean detach, Optional<Path> config) {
    enum Verb {
        RUN,
        STOP
    }

    static final String USAGE = "usage: ./tallyport run [--nodes N] [--port N] [--data DIR] [--config FILE] [--detach]"
            + "  or  ./tallyport stop [--data DIR]";

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_NODES = 9;
    private static final String DEFAULT_CONFIG = "tallyport.properties";

    static Options parse(List<String> arguments, Path root) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Verb verb = verb(rest.isEmpty() ? "" : rest.removeFirst());
        int nodes = 1;
        int port = DEFAULT_PORT;
        Path data = root.resolve("target/demo");
        boolean detach = false;
        Path standard = root.resolve(DEFAULT_CONFIG);
        Optional<Path> config = Files.exists(standard) ? Optional.of(standard) : Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--nodes" -> nodes = number(option, value(option, rest), MOST_NODES);
                case "--port" -> port = number(option, value(option, rest), HIGHEST_PORT);
                case "--data" ->
                    data = Path.of(value(option, rest)).toAbsolutePath().normalize();
                case "--config" -> config = Optional.of(Path.of(value(option, rest)));
                case "--detach" -> detach = true;
                default -> throw new CannotStart("Unknown option %s; %s".formatted(option, USAGE));
            }
        }
        if (port + nodes - 1 > HIGHEST_PORT) {
            throw new CannotStart("There are not %d ports from %d on.".formatted(nodes, port));
        }
        return new Options(verb, nodes, port, data, detach, config);
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

    private static int number(String option, String text, int highest) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CannotStart("%s wants a number from 1 to %d, not %s".formatted(option, highest, text));
    }
}
