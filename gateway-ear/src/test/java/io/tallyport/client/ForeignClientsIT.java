package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallyport.bed.Bed;
import io.tallyport.bed.BedFolders;
import io.tallyport.bed.books.BooksCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Official clients of other languages, in tests of their own under {@code src/test/clients}; {@code
 * workbench/install-test-tools} installs them where there is Node.js or Python.
 */
@ExtendWith(BooksCheck.class)
class ForeignClientsIT {
    private static final Path INSTALLED = Path.of("target", "clients");
    private static final Path SOURCES = Path.of("src", "test", "clients");
    private static final int PATIENCE_MINUTES = 5;

    private final Bed bed = Bed.shared();

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "ai-sdk"})
    void nodeClientsJustWork(String client) {
        Path folder = INSTALLED.resolve("node");
        requireInstalled(folder.resolve("node_modules"), "Node.js");
        copyTests(SOURCES.resolve("node"), folder);
        run(folder, "node", "--test", client + ".test.mjs");
    }

    @Test
    void pythonClientsJustWork() {
        Path folder = INSTALLED.resolve("python");
        requireInstalled(folder.resolve("venv"), "Python");
        copyTests(SOURCES.resolve("python"), folder);
        run(folder, folder.resolve("venv/bin/python").toAbsolutePath().toString(), "-m", "unittest", "test_clients");
    }

    private static void requireInstalled(Path folder, String runtime) {
        boolean installed = Files.isDirectory(folder);
        if (!installed) {
            System.out.println("[clients] skipped: the clients for " + runtime + " are not installed");
        }
        assumeTrue(installed, "the clients for " + runtime + " are not installed");
    }

    private static void copyTests(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Path folder, String... command) {
        try {
            Path output = Files.createDirectories(BedFolders.fresh("clients")).resolve("said.txt");
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("TALLYPORT_URL", bed.url());
            builder.environment().put("TALLYPORT_KEY", bed.customer("1000").key());
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
