package io.tallyport.workbench.launcher.postgres;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root runs it in a user namespace of its own, where it is nobody and still owns
 * root's files; where the kernel or container forbids that, as the user {@code nobody}, who is given the data folder.
 */
enum Unprivileged {
    AS_OURSELVES(List.of()),
    IN_A_USER_NAMESPACE(List.of("unshare", "--user")),
    AS_NOBODY(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));

    private static final Unprivileged HERE = find();

    private final List<String> prefix;

    Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    static Unprivileged here() {
        return HERE;
    }

    List<String> command(Stream<String> command) {
        return Stream.concat(prefix.stream(), command).toList();
    }

    void own(Path folder) {
        if (this != AS_NOBODY) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            UserPrincipal nobody =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setOwner(path, nobody);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Unprivileged find() {
        if (!System.getProperty("user.name").equals("root")) {
            return AS_OURSELVES;
        }
        return Stream.of(IN_A_USER_NAMESPACE, AS_NOBODY)
                .filter(way -> succeeds(way.command(Stream.of("true"))))
                .findFirst()
                .orElseThrow(
                        () -> new CannotStart(
                                "PostgreSQL does not run as root, and neither unshare nor setpriv works here: run as a normal user."));
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
