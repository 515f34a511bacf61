package io.tallyport.workbench.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path ROOT = Path.of("/checkout");

    @Test
    void runTakesPort8080AndTheDemoFolderUnlessToldOtherwise() {
        Options options = Options.parse(List.of("run"), ROOT);

        assertThat(options.verb()).isEqualTo(Options.Verb.RUN);
        assertThat(options.nodes()).isEqualTo(1);
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.data()).isEqualTo(Path.of("/checkout/target/demo"));
        assertThat(options.detach()).isFalse();
        assertThat(options.config()).isEmpty();
    }

    @Test
    void everyOptionIsTaken() {
        Options options = Options.parse(
                List.of("run", "--detach", "--nodes", "2", "--port", "9", "--data", "/d/../e", "--config", "c"), ROOT);

        assertThat(options).isEqualTo(new Options(Options.Verb.RUN, 2, 9, Path.of("/e"), true, options.config()));
        assertThat(options.config()).contains(Path.of("c"));
    }

    @Test
    void aConfigurationFileInTheCheckoutIsFound(@TempDir Path root) throws Exception {
        Path file = Files.createFile(root.resolve("tallyport.properties"));

        assertThat(Options.parse(List.of("run"), root).config()).contains(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --port 65535 --nodes 2",
                "",
                "fly",
                "run --port",
                "run --port x",
                "run --port 0",
                "run --port 65536",
                "run --nodes 0",
                "run --nope"
            })
    void whatCannotBeMeantIsRefusedInOneLine(String line) {
        assertThatThrownBy(() -> Options.parse(List.of(line.split(" ")), ROOT))
                .isInstanceOf(CannotStart.class)
                .message()
                .hasLineCount(1);
    }
}
