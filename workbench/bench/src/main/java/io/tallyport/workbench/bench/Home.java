package io.tallyport.workbench.bench;

import io.tallyport.workbench.bench.gateway.BenchGateway;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout: what is measured, and where the results go. */
record Home(Path root) {
    static Home find() {
        return new Home(Path.of(System.getProperty("tallyport.home", ""))
                .toAbsolutePath()
                .normalize());
    }

    Path results() {
        return root.resolve("target/bench");
    }

    /** Recorded provider traffic beside the checkout, where there is any. */
    Path fixtures() {
        return root.resolveSibling("shared").resolve("fixtures");
    }

    Path workFolder() {
        return results().resolve("work");
    }

    Path wildfly() {
        return built("server-config/target/wildfly");
    }

    Path jvmOptions() {
        return root.resolve("server-config/jvm.options");
    }

    /** Another build's by {@code -Dtallyport.ear}. */
    Path ear() {
        return built(System.getProperty("tallyport.ear", "gateway-ear/target/gateway-ear.ear"));
    }

    BenchGateway.Parts gatewayParts() {
        return new BenchGateway.Parts(wildfly(), jvmOptions(), ear(), workFolder(), results());
    }

    /** Says what is missing before anything is started. */
    void requireBuilt() {
        wildfly();
        ear();
    }

    private Path built(String path) {
        Path built = root.resolve(path);
        if (!Files.exists(built)) {
            throw new IllegalStateException("%s is missing: build it with ./mvnw package.".formatted(built));
        }
        return built;
    }
}
