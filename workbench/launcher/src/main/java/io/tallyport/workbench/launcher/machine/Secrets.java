package io.tallyport.workbench.launcher.machine;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Passwords and keys made up once for a data folder and kept there, so that a second start finds the first one's. */
public final class Secrets {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();

    private Secrets(Path file) {
        this.file = file;
    }

    public static Secrets in(Path folder) {
        Secrets secrets = new Secrets(folder.resolve("secrets.properties"));
        secrets.load();
        return secrets;
    }

    public static String random(int length) {
        return RANDOM.ints(length, 0, BASE62.length())
                .mapToObj(i -> String.valueOf(BASE62.charAt(i)))
                .collect(Collectors.joining());
    }

    public String get(String name) {
        return get(name, () -> random(32));
    }

    public String get(String name, Supplier<String> maker) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        String made = maker.get();
        put(name, made);
        return made;
    }

    public void put(String name, String value) {
        values.put(name, value);
        PrivateFiles.write(
                file,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        Properties kept = new Properties();
        try {
            kept.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kept.stringPropertyNames().forEach(name -> values.put(name, kept.getProperty(name)));
    }
}
