package io.tallyport.workbench.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of the simulator as a process of its own. */
final class CommandLine {
    private CommandLine() {}

    static Simulator.Options read(String[] arguments) {
        int port = 0;
        List<Path> fixtures = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--fixtures" -> fixtures.add(Path.of(arguments[i + 1]));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        if (arguments.length % 2 == 1) {
            throw new IllegalArgumentException("value missing after " + arguments[arguments.length - 1]);
        }
        return new Simulator.Options(port, List.copyOf(fixtures));
    }
}
