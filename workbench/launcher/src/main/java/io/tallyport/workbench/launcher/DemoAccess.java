package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.PrivateFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * How to reach a running demo, as {@code target/demo.env} has it and the terminal shows it.
 *
 * @param urls of the gateways, at least one
 * @param simulatorUrl empty when real providers are in front
 * @param sandboxUrl empty when Stripe takes the money
 */
record DemoAccess(
        List<String> urls,
        String key,
        String managementKey,
        String operatorKey,
        String consoleUser,
        String consolePassword,
        String simulatorUrl,
        String sandboxUrl) {

    static DemoAccess read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DemoAccess(
                List.of(properties.getProperty("TALLYPORT_URLS").split(",")),
                properties.getProperty("TALLYPORT_KEY"),
                properties.getProperty("TALLYPORT_MANAGEMENT_KEY"),
                properties.getProperty("TALLYPORT_OPERATOR_KEY"),
                properties.getProperty("TALLYPORT_CONSOLE_USER"),
                properties.getProperty("TALLYPORT_CONSOLE_PASSWORD"),
                properties.getProperty("TALLYPORT_SIMULATOR_URL"),
                properties.getProperty("TALLYPORT_SANDBOX_URL"));
    }

    void write(Path file) {
        PrivateFiles.write(file, """
                TALLYPORT_URL=%s
                TALLYPORT_URLS=%s
                TALLYPORT_KEY=%s
                TALLYPORT_MANAGEMENT_KEY=%s
                TALLYPORT_OPERATOR_KEY=%s
                TALLYPORT_CONSOLE_URL=%s
                TALLYPORT_CONSOLE_USER=%s
                TALLYPORT_CONSOLE_PASSWORD=%s
                TALLYPORT_SIMULATOR_URL=%s
                TALLYPORT_SANDBOX_URL=%s
                """.formatted(
                        url(),
                        String.join(",", urls),
                        key,
                        managementKey,
                        operatorKey,
                        consoleUrl(),
                        consoleUser,
                        consolePassword,
                        simulatorUrl,
                        sandboxUrl));
    }

    String summary(Path file) {
        return """

                Tallyport is ready.

                  Base URL  %s
                  API key   %s
                  Console   %s  (%s, password %s)
                  Upstream  %s
                  Payments  %s
                  All this  %s

                Try it:

                  curl %s/v1/chat/completions \\
                    -H 'Authorization: Bearer %s' \\
                    -H 'Content-Type: application/json' \\
                    -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}'

                Stop: Ctrl-C here, or ./tallyport stop
                """.formatted(
                        urls.stream()
                                .map("%1$s/v1  (Anthropic clients: %1$s)"::formatted)
                                .collect(Collectors.joining("\n            ")),
                        key,
                        consoleUrl(),
                        consoleUser,
                        consolePassword,
                        simulatorUrl.isEmpty() ? "real providers" : "the provider simulator at " + simulatorUrl,
                        sandboxUrl.isEmpty() ? "Stripe" : "the payment sandbox at " + sandboxUrl,
                        file,
                        url(),
                        key);
    }

    private String url() {
        return urls.getFirst();
    }

    private String consoleUrl() {
        return url() + "/console";
    }
}
