package io.tallyport.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders under {@code target/beds}, each used once: a bed over old data would meet the old schema. */
public final class BedFolders {
    private static final Path ALL = Path.of("target", "beds").toAbsolutePath();

    private BedFolders() {}

    public static Path fresh(String name) {
        long pid = ProcessHandle.current().pid();
        return ALL.resolve("%s-%d-%d".formatted(name, System.currentTimeMillis(), pid));
    }

    /** Those of runs that have ended; what they logged has been read by now. */
    static void deleteOld() {
        if (!Files.isDirectory(ALL)) {
            return;
        }
        try (Stream<Path> folders = Files.list(ALL)) {
            folders.filter(folder -> !isInUse(folder)).toList().forEach(BedFolders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInUse(Path folder) {
        String pid = folder.getFileName().toString().replaceFirst(".*-", "");
        return ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
