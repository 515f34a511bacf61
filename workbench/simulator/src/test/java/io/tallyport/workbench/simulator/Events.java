package io.tallyport.workbench.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/** Takes event streams apart. */
public final class Events {
    private Events() {}

    /** The {@code event:} names, in order. */
    public static List<String> names(HttpResponse<byte[]> response) {
        return lines(response, "event: ");
    }

    /** The {@code data:} payloads, in order. */
    public static List<String> data(HttpResponse<byte[]> response) {
        return lines(response, "data: ");
    }

    /** The {@code data:} payloads as trees, without a terminator. */
    public static List<JsonNode> trees(HttpResponse<byte[]> response) {
        return data(response).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(SimulatorClient::json)
                .toList();
    }

    private static List<String> lines(HttpResponse<byte[]> response, String prefix) {
        return Arrays.stream(SimulatorClient.text(response).split("\r?\n", -1))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
