package io.tallyport.workbench.simulator;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/** Takes event streams apart. */
final class Events {
    private Events() {}

    /** The {@code event:} names, in order. */
    static List<String> names(HttpResponse<byte[]> response) {
        return lines(response, "event: ");
    }

    /** The {@code data:} payloads, in order. */
    static List<String> data(HttpResponse<byte[]> response) {
        return lines(response, "data: ");
    }

    private static List<String> lines(HttpResponse<byte[]> response, String prefix) {
        return Arrays.stream(SimulatorClient.text(response).split("\n", -1))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
