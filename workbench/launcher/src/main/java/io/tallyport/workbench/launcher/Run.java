package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Pause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What {@code ./tallyport run} and {@code ./tallyport stop} call. Exit code 2: something on this machine is in the way. */
public final class Run {
    private static final int IN_THE_WAY = 2;

    private final ProjectFolder project;
    private final Options options;
    private final RunFolder folder;

    private Run(ProjectFolder project, Options options) {
        this.project = project;
        this.options = options;
        this.folder = new RunFolder(options.data());
    }

    public static void main(String[] arguments) throws IOException {
        // the simulator's server announces itself; the terminal is for what a person needs
        Logger.getLogger("").setLevel(Level.WARNING);
        int code;
        try {
            ProjectFolder project = ProjectFolder.find();
            code = new Run(project, Options.parse(List.of(arguments), project.root())).go(List.of(arguments));
        } catch (CannotStart e) {
            System.err.println("tallyport: " + e.getMessage());
            code = IN_THE_WAY;
        }
        System.exit(code);
    }

    private int go(List<String> arguments) throws IOException {
        return switch (options.verb()) {
            case STOP -> stop();
            case RUN -> options.detach() ? Detached.run(arguments, folder, envFile()) : inForeground();
        };
    }

    private int stop() {
        System.out.println(folder.stop() ? "Stopped." : "Nothing is running over %s.".formatted(options.data()));
        return 0;
    }

    /** Until Ctrl-C or SIGTERM, which the hook answers by stopping all parts. */
    private int inForeground() throws IOException {
        try (FileChannel claim = folder.claim();
                Demo demo = new Demo(project, options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo)));
            DemoAccess access = start(demo);
            access.write(envFile());
            if (!Detached.isChild()) {
                System.out.println(access.summary(envFile()));
            }
            Files.writeString(folder.readyFile(), "");
            while (demo.isRunning()) {
                Pause.millis(500);
            }
            awaitShutdownIfClosed(demo);
            throw new CannotStart("WildFly ended by itself; its log is in %s."
                    .formatted(Installation.serverFolder(options.data(), 1).resolve("log")));
        }
    }

    /** A start that was cut short has nothing to complain about. */
    private static DemoAccess start(Demo demo) {
        try {
            return demo.start();
        } catch (RuntimeException e) {
            awaitShutdownIfClosed(demo);
            throw e;
        }
    }

    private static void stop(Demo demo) {
        if (!demo.isClosed()) {
            System.out.println("Stopping");
            demo.close();
        }
    }

    /** The hook is at work on another thread and ends this process. */
    private static void awaitShutdownIfClosed(Demo demo) {
        while (demo.isClosed()) {
            Pause.millis(1_000);
        }
    }

    private Path envFile() {
        return project.target().resolve("demo.env");
    }
}
