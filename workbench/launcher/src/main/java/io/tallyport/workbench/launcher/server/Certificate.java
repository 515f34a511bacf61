package io.tallyport.workbench.launcher.server;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A self-signed certificate for localhost, made once per folder: the demo's HTTPS, trusted by nobody else. */
final class Certificate {
    private Certificate() {}

    /** The environment that names a given key store, else one made here. */
    static Map<String, String> environment(Path folder, Secrets secrets) {
        if (System.getenv("TALLYPORT_TLS_KEYSTORE") != null) {
            return Map.of();
        }
        Path store = folder.resolve("localhost.p12");
        String password = secrets.get("tls-keystore");
        if (!Files.exists(store)) {
            generate(store, password);
        }
        return Map.of("TALLYPORT_TLS_KEYSTORE", store.toString(), "TALLYPORT_TLS_KEYSTORE_PASSWORD", password);
    }

    private static void generate(Path store, String password) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "825",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass:env",
                        "PASSWORD",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true);
        builder.environment().put("PASSWORD", password);
        try {
            Process keytool = builder.start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new CannotStart("keytool cannot make a certificate: " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while making a certificate.", e);
        }
    }
}
