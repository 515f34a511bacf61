package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.Child;
import io.tallyport.workbench.launcher.machine.Pause;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code --detach}: a launcher in a session of its own; we show what it says until it is ready, then leave it. */
final class Detached {
    private static final String CHILD = "TALLYPORT_DETACHED";

    private Detached() {}

    static boolean isChild() {
        return System.getenv(CHILD) != null;
    }

    static int run(List<String> arguments, RunFolder folder, Path envFile) throws IOException {
        PrivateFiles.createFolder(folder.folder());
        PrivateFiles.write(folder.logFile(), "");
        Files.deleteIfExists(folder.readyFile());
        Child launcher = Child.start(
                command(arguments), Map.of(CHILD, "true"), Path.of("").toAbsolutePath(), folder.logFile());
        try (RandomAccessFile log = new RandomAccessFile(folder.logFile().toFile(), "r")) {
            while (launcher.isAlive() && !Files.exists(folder.readyFile())) {
                Pause.millis(100);
                show(log);
            }
            show(log);
        }
        if (!launcher.awaitEnd(Duration.ofMillis(1))) {
            System.out.println(DemoAccess.read(envFile).summary(envFile));
            return 0;
        }
        return launcher.exitCode();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
        arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
        return command;
    }

    private static void show(RandomAccessFile log) throws IOException {
        byte[] news = new byte[(int) (log.length() - log.getFilePointer())];
        log.readFully(news);
        System.out.print(new String(news, StandardCharsets.UTF_8));
        System.out.flush();
    }
}
