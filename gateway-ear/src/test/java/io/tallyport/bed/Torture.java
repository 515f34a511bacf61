package io.tallyport.bed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A test that has a small size for every run and a full one for {@code ./tallyport torture NAME}, which leaves
 * {@code target/torture/NAME.json} behind.
 */
public final class Torture {
    /** Where reports go; a server that tests run in has no checkout around it, and is told. */
    public static final String RESULTS = "tallyport.torture.results";

    private static final int PROGRESS = 10;

    private Torture() {}

    /** Whether this run is for it: a small one, all of them, or the tortures of these names, parted by commas. */
    public static boolean isWanted(String name) {
        @Nullable String wanted = System.getProperty("tallyport.torture");
        return wanted == null
                || wanted.equals("all")
                || Stream.of(wanted.split(",")).anyMatch(one -> (name + "-").startsWith(one + "-"));
    }

    /** As {@link #run}, for what is done again and again; tells its progress. */
    public static void rounds(String name, int small, int full, Round round) {
        run(name, small, full, (size, seed) -> {
            Random random = new Random(seed);
            for (int done = 1; done <= size; done++) {
                round.run(random);
                if (done % PROGRESS == 0) {
                    System.out.printf(Locale.ROOT, "[torture] %s: %d of %d%n", name, done, size);
                }
            }
        });
    }

    /** @param small and {@code full}: how many, for the body and the report */
    public static void run(String name, int small, int full, Sized body) {
        assumeTrue(isWanted(name), "another torture was asked for");
        boolean isFull = System.getProperty("tallyport.torture") != null;
        long seed = Long.getLong("tallyport.seed", System.nanoTime());
        int size = isFull ? full : small;
        System.out.printf(Locale.ROOT, "[torture] %s n=%d seed=%d%n", name, size, seed);
        long began = System.nanoTime();
        int failures = 1;
        try {
            body.run(size, seed);
            failures = 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (isFull) {
                report(name, size, seed, failures, (System.nanoTime() - began) / 1e9);
            }
        }
    }

    /** Takes its size and the seed of whatever is random in it. */
    @FunctionalInterface
    public interface Sized {
        void run(int size, long seed) throws Exception;
    }

    /** Takes what is random in it. */
    @FunctionalInterface
    public interface Round {
        void run(Random random) throws Exception;
    }

    private static void report(String name, int size, long seed, int failures, double seconds) {
        try {
            Files.writeString(
                    Files.createDirectories(results()).resolve(name + ".json"),
                    String.format(
                            Locale.ROOT,
                            "{\"n\":%d,\"seed\":%d,\"failures\":%d,\"seconds\":%.1f}%n",
                            size,
                            seed,
                            failures,
                            seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path results() {
        @Nullable String told = System.getProperty(RESULTS);
        return told == null ? Bed.root().resolve("target/torture") : Path.of(told);
    }
}
