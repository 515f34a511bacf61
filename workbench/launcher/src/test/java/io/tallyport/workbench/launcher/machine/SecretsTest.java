package io.tallyport.workbench.launcher.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void secretsAreMadeOnceAndKeptForTheirOwner(@TempDir Path folder) throws Exception {
        String first = Secrets.in(folder).get("pepper");

        assertThat(Secrets.in(folder).get("pepper")).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
