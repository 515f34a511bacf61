package io.tallyport.workbench.bench.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * async-profiler: where the gateway's CPU time goes, as a flame graph and as text. Loaded when the gateway starts, so that
 * its loading is no part of what is measured.
 */
public final class Profiler {
    /** By timer, which every kernel allows. */
    private static final String START = "start,event=ctimer,interval=1ms,threads";

    private final long pid;
    private final Path library;
    private final Path results;

    public Profiler(long pid, Path folder, Path results) {
        this.pid = pid;
        this.library = libraryIn(folder);
        this.results = results;
    }

    /** What the gateway must be started with; frames between safepoints are shown too. */
    public static List<String> javaOptions(Path folder) {
        unpack(libraryIn(folder));
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-XX:+EnableDynamicAgentLoading",
                "-agentpath:%s=%s".formatted(libraryIn(folder), START));
    }

    /** Forgets what was before. */
    public void start() {
        command("stop");
        command(START);
    }

    /** Names the files written. */
    public String stop() {
        Path text = results.resolve("profile.collapsed");
        Path graph = results.resolve("profile.html");
        command("dump,collapsed,threads,file=" + text);
        command("stop,flamegraph,threads,title=Tallyport,file=" + graph);
        return graph + " and " + text;
    }

    private static Path libraryIn(Path folder) {
        return folder.resolve("libasyncProfiler.so");
    }

    private static void unpack(Path library) {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        String system = System.getProperty("os.name").startsWith("Mac") ? "macos" : "linux-" + processor;
        String name = "/" + system + "/libasyncProfiler.so";
        try (InputStream in = Objects.requireNonNull(Profiler.class.getResourceAsStream(name), name)) {
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(String options) {
        try {
            VirtualMachine gateway = VirtualMachine.attach(String.valueOf(pid));
            try {
                gateway.loadAgentPath(library.toString(), options);
            } finally {
                gateway.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("the profiler does not follow '%s': %s".formatted(options, e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
