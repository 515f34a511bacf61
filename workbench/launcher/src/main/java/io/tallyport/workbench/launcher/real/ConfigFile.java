package io.tallyport.workbench.launcher.real;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The file that {@code --config} names. */
final class ConfigFile {
    private ConfigFile() {}

    /** Empty if there is none. */
    static Properties read(Optional<Path> file) {
        Properties properties = new Properties();
        if (file.isEmpty()) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file.get())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CannotStart("Cannot read the configuration file %s.".formatted(file.get()), e);
        }
        return properties;
    }
}
