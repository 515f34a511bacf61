package io.tallyport.workbench.launcher.server;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Child;
import io.tallyport.workbench.launcher.machine.Pause;
import io.tallyport.workbench.launcher.machine.Ports;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One gateway: the configured WildFly with one deployment, in a base folder of its own, so that several run side by
 * side. Ports are chosen at the first start and kept over restarts.
 */
public final class WildFlyServer implements AutoCloseable {
    private static final Duration READY_PATIENCE = Duration.ofSeconds(420);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    /**
     * What to start.
     *
     * @param wildfly the configured server, shared and only read
     * @param jvmOptions the file of options every gateway has
     * @param deployment the EAR
     * @param folder this instance's own
     * @param configuration {@code standalone.xml} or {@code standalone-ha.xml}
     * @param httpPort 0 for any free one
     * @param environment added to our own
     * @param javaOptions after those of the file
     */
    public record Plan(
            Path wildfly,
            Path jvmOptions,
            Path deployment,
            Path folder,
            String configuration,
            int httpPort,
            Map<String, String> environment,
            List<String> javaOptions) {}

    private final Plan plan;
    private final ServerFolder folder;
    private final int httpPort;
    private final int httpsPort;
    private final int managementPort;
    /** What has changed of the plan's environment. */
    private final Map<String, String> changed = new HashMap<>();

    private @Nullable Child process;
    private boolean closed;

    public WildFlyServer(Plan plan) {
        this.plan = plan;
        this.folder = new ServerFolder(plan.folder().toAbsolutePath().normalize());
        this.httpPort = plan.httpPort() == 0 ? Ports.anyFree() : plan.httpPort();
        this.httpsPort = Ports.anyFree();
        this.managementPort = Ports.anyFree();
    }

    /** Starts the process; {@link #awaitReady} waits until it answers. */
    public synchronized WildFlyServer start() {
        if (isRunning()) {
            return this;
        }
        if (closed) {
            throw new CannotStart("Stopped while starting.");
        }
        stopOrphan(folder.base());
        if (!Ports.isFree(httpPort)) {
            throw new CannotStart("Port %d is taken: choose another with --port.".formatted(httpPort));
        }
        PrivateFiles.createFolder(folder.base());
        folder.refresh(plan.wildfly(), plan.deployment());
        Map<String, String> environment = new HashMap<>(plan.environment());
        environment.putAll(changed);
        environment.putAll(Certificate.environment(folder.base(), Secrets.in(folder.base())));
        environment.putIfAbsent("TALLYPORT_CONSOLE_LOG_LEVEL", "OFF");
        process = Child.start(command(), environment, folder.base(), folder.consoleLog());
        process.identity().write(identityFile(folder.base()));
        return this;
    }

    /** Waits for 200 from the path; says what the log says if the server ends, does not deploy or takes too long. */
    public WildFlyServer awaitReady(String path, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        URI uri = URI.create(url() + path);
        while (!Http.answers200(uri)) {
            if (!isRunning()) {
                throw new CannotStart("WildFly ended before it was ready. " + logTail());
            }
            if (folder.hasFailed(plan.deployment())) {
                throw new CannotStart("The EAR does not deploy. " + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStart("No 200 from %s within %d s. %s".formatted(uri, patience.toSeconds(), logTail()));
            }
            Pause.millis(100);
        }
        return this;
    }

    public WildFlyServer awaitReady() {
        return awaitReady("/v1/health/ready", READY_PATIENCE);
    }

    /** Lets running calls end (SIGTERM), and insists after half a minute. */
    public synchronized void stop() {
        Child running = process;
        if (running == null) {
            return;
        }
        if (!running.stop("TERM", STOP_PATIENCE)) {
            running.kill();
        }
        process = null;
    }

    /** {@code kill -9}. */
    public synchronized void kill() {
        Child running = process;
        if (running == null) {
            return;
        }
        running.kill();
        process = null;
    }

    /** {@code SIGSTOP}: as a machine that is swapped out or migrated. */
    public void pause() {
        Child.signal(pid(), "STOP");
    }

    public void resume() {
        Child.signal(pid(), "CONT");
    }

    /** From the next start on. */
    public synchronized WildFlyServer setting(String variable, String value) {
        changed.put(variable, value);
        return this;
    }

    /** Stops, starts on the same ports and waits until ready. */
    public WildFlyServer restart() {
        stop();
        return start().awaitReady();
    }

    /** Stops for good. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    /** Whether there was one that outlived its launcher. */
    public static boolean stopOrphan(Path folder) {
        return Child.Identity.read(identityFile(folder))
                .filter(identity -> identity.stop("TERM", STOP_PATIENCE))
                .isPresent();
    }

    private static Path identityFile(Path folder) {
        return folder.resolve("process");
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("WildFly is not running");
        }
        return process.pid();
    }

    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    public String httpsUrl() {
        return "https://localhost:" + httpsPort;
    }

    /** Metrics are at {@code /metrics} here, on the management port. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** JSON, one object per line. */
    public Path logFile() {
        return folder.serverLog();
    }

    private String logTail() {
        return "The log's end (%s):%n%s".formatted(folder.serverLog(), folder.lastLines(30));
    }

    private List<String> command() {
        Path home = plan.wildfly().toAbsolutePath().normalize();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D[Tallyport]",
                "@" + plan.jvmOptions().toAbsolutePath()));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(plan.javaOptions());
        command.addAll(List.of(
                "-Dorg.jboss.boot.log.file=" + folder.serverLog(),
                "-Dlogging.configuration=file:" + folder.base().resolve("configuration/logging.properties"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + folder.base(),
                "-Djboss.http.port=" + httpPort,
                "-Djboss.https.port=" + httpsPort,
                "-Djboss.management.http.port=" + managementPort,
                "--server-config=" + plan.configuration()));
        return command;
    }
}
