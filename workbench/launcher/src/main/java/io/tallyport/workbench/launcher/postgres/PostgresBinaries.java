package io.tallyport.workbench.launcher.postgres;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this machine, out of the jar they come in, unpacked once per user; or, where the system
 * property {@code tallyport.postgres} names the folder above another build's {@code bin}, those.
 */
public final class PostgresBinaries {
    private static final String PROPERTY = "tallyport.postgres";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int OLDEST = 15;

    private PostgresBinaries() {}

    /**
     * Takes Debian's newest build from here on, if there is one that will do: it is built for speed, and the one in the jar
     * for size, which costs up to twice the CPU time.
     *
     * @return whether there is one
     */
    public static boolean preferDebians() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            Optional<Path> newest = versions.filter(folder -> Files.isExecutable(folder.resolve("bin/postgres")))
                    .filter(folder -> number(folder.getFileName().toString()) >= OLDEST)
                    .max(Comparator.comparingInt(
                            folder -> number(folder.getFileName().toString())));
            newest.ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
            return newest.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The major version, such as 18. */
    static int version() {
        try {
            Process program = new ProcessBuilder(home().resolve("bin/postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return number(answer.replaceFirst("(?s)^[^0-9]*([0-9]+).*$", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    /** The folder with {@code bin/postgres}. */
    static Path home() {
        String named = System.getProperty(PROPERTY);
        return named == null ? unpacked() : Path.of(named);
    }

    private static Path unpacked() {
        byte[] archive = archive();
        Path home = cache().resolve("postgresql-" + fingerprint(archive));
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return home;
        }
        try {
            Files.createDirectories(home.getParent());
            Path draft = Files.createTempDirectory(home.getParent(), "unpacking-");
            unpack(archive, draft);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            moveUnlessThere(draft, home);
        } catch (IOException e) {
            throw new CannotStart("Cannot unpack PostgreSQL into %s: %s".formatted(home, e.getMessage()), e);
        }
        return home;
    }

    /** Another process may have unpacked the same at the same time: theirs is as good. */
    private static void moveUnlessThere(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
            Folders.delete(draft);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZInputStream(new java.io.ByteArrayInputStream(archive)))) {
            for (@Nullable TarArchiveEntry entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                unpack(entry, entries, folder);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static byte[] archive() {
        String name = "/postgres-%s-%s.txz".formatted(system(), processor());
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CannotStart("No PostgreSQL for this machine (%s) among our libraries.".formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        boolean arm = name.equals("aarch64") || name.equals("arm64");
        return arm ? "arm_64" : "x86_64";
    }

    private static Path cache() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path folder = named == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return folder.resolve("tallyport");
    }

    private static String fingerprint(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
