package io.tallyport.workbench.bench.translation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recorded event streams of one folder, each whole. */
record RecordedStreams(List<byte[]> streams) {

    /** @throws IllegalStateException if there are none */
    static RecordedStreams in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("no recorded streams: there is no folder " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> streams = files.filter(file -> file.toString().endsWith(".sse"))
                    .sorted()
                    .map(RecordedStreams::read)
                    .toList();
            return new RecordedStreams(streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Events are told apart by the line that holds their data. */
    long events() {
        return streams.stream().mapToLong(RecordedStreams::events).sum();
    }

    private static long events(byte[] stream) {
        long events = 0;
        for (int i = 0; i + 5 < stream.length; i++) {
            boolean lineBegins = i == 0 || stream[i - 1] == '\n';
            if (lineBegins && stream[i] == 'd' && stream[i + 1] == 'a' && stream[i + 4] == ':') {
                events++;
            }
        }
        return events;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
