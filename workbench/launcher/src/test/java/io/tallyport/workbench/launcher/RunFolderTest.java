package io.tallyport.workbench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.launcher.machine.Child;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @Test
    void stopFindsALauncherByItsNumberAndStart(@TempDir Path data) {
        Child launcher = sleeper(data);
        launcher.identity().write(data.resolve("run/launcher"));

        assertThat(new RunFolder(data).stop()).isTrue();
        assertThat(launcher.isAlive()).isFalse();
        assertThat(new RunFolder(data).stop()).isFalse();
    }

    @Test
    void aRecycledNumberIsLeftAlone(@TempDir Path data) {
        Child stranger = sleeper(data);
        Child.Identity known = stranger.identity();
        new Child.Identity(known.pid(), known.startedAtMillis() - 60_000).write(data.resolve("run/launcher"));

        assertThat(new RunFolder(data).stop()).isFalse();
        assertThat(stranger.isAlive()).isTrue();
        stranger.kill();
    }

    @Test
    void aClaimSaysWhoHoldsTheFolderAndForgetsThatItWasReady(@TempDir Path data) throws Exception {
        RunFolder folder = new RunFolder(data);
        Files.createDirectories(data.resolve("run"));
        Files.createFile(folder.readyFile());

        try (FileChannel claim = folder.claim()) {
            assertThat(claim.isOpen()).isTrue();
            assertThat(folder.readyFile()).doesNotExist();
            assertThat(Child.Identity.read(data.resolve("run/launcher")))
                    .hasValueSatisfying(identity -> assertThat(identity.pid())
                            .isEqualTo(ProcessHandle.current().pid()));
        }
    }

    private static Child sleeper(Path data) {
        return Child.start(List.of("sleep", "60"), Map.of(), data, data.resolve("output"));
    }
}
