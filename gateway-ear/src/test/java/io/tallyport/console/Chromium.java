package io.tallyport.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium, or the one $CHROMIUM names. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of(
            // root has no sandbox, and a closed network no one to ask for updates
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(ARGUMENTS));
    }

    /** Skips the test where there is none. */
    static Chromium start() {
        Optional<Path> program = find();
        Assumptions.assumeTrue(
                program.isPresent(),
                "no Chromium here: install Debian's package chromium, or set CHROMIUM to its program");
        return new Chromium(program.orElseThrow());
    }

    private static Optional<Path> find() {
        return Stream.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""), "/usr/bin/chromium")
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A page of a browser that has no cookies yet. */
    Page freshPage() {
        return browser.newContext().newPage();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
