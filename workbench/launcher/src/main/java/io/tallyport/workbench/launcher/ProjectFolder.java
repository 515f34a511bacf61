package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout we run from: where the build leaves the server and the EAR. */
record ProjectFolder(Path root) {

    /** The folder named by {@code -Dtallyport.home}, else the nearest one upwards that holds the server's scripts. */
    static ProjectFolder find() {
        String named = System.getProperty("tallyport.home");
        if (named != null) {
            return new ProjectFolder(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("server-config/scripts"))) {
                return new ProjectFolder(folder);
            }
        }
        throw new CannotStart("Not inside a Tallyport checkout: change into it first.");
    }

    Path wildfly() {
        return built(root.resolve("server-config/target/wildfly"), "the configured WildFly");
    }

    Path ear() {
        String named = System.getProperty("tallyport.ear");
        return built(
                named == null ? root.resolve("gateway-ear/target/gateway-ear.ear") : Path.of(named),
                "the gateway's EAR");
    }

    Path jvmOptions() {
        return root.resolve("server-config/jvm.options");
    }

    Path target() {
        return root.resolve("target");
    }

    private static Path built(Path path, String what) {
        if (!Files.exists(path)) {
            throw new CannotStart("%s is not at %s: build it with ./mvnw package.".formatted(what, path));
        }
        return path;
    }
}
