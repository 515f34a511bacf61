package io.tallyport.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded streams of {@code ../shared/fixtures}, where that folder stands beside the checkout. */
public final class RecordedStreams {
    private static final Path FIXTURES = Path.of("..", "..", "shared", "fixtures");

    private RecordedStreams() {}

    /** @param api such as {@code anthropic/messages} */
    public static List<Path> of(String api) throws IOException {
        return of(api, ".sse");
    }

    /** @param ending such as {@code .request.json}, for what belongs to the recordings */
    public static List<Path> of(String api, String ending) throws IOException {
        Path folder = FIXTURES.resolve(api);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
