package io.tallyport.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes an event stream otherwise without changing what it says, or damages it. */
final class StreamMutator {
    private static final String END = "\n\n";

    private final Random random;

    StreamMutator(Random random) {
        this.random = random;
    }

    /** Comments, pings, line ends and data lines as the standard allows them: the same events. */
    byte[] disguised(byte[] stream, boolean pings) {
        StringBuilder disguised = new StringBuilder(stream.length * 2);
        boolean crLf = random.nextBoolean();
        for (String event : events(stream)) {
            if (random.nextInt(5) == 0) {
                disguised.append(": keep-alive").append(END);
            }
            if (pings && random.nextInt(5) == 0) {
                disguised.append("event: ping\ndata: {\"type\": \"ping\"}").append(END);
            }
            disguised.append(random.nextInt(4) == 0 ? overLines(event) : event).append(END);
        }
        String text = disguised.toString();
        return (crLf ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.UTF_8);
    }

    /** Any number of events lost, doubled, out of order, cut or spoiled. */
    byte[] damaged(byte[] stream) {
        List<String> events = new ArrayList<>(events(stream));
        for (int i = random.nextInt(3); i >= 0 && !events.isEmpty(); i--) {
            int at = random.nextInt(events.size());
            switch (random.nextInt(3)) {
                case 0 -> events.remove(at);
                case 1 -> events.add(at, events.get(random.nextInt(events.size())));
                default -> events.add(events.remove(at));
            }
        }
        byte[] bytes = (String.join(END, events) + END).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (random.nextInt(2) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static List<String> events(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return Arrays.stream(text.split(END, -1))
                .filter(event -> !event.isBlank())
                .toList();
    }

    /** A JSON payload over two lines, cut where white space may stand. */
    private static String overLines(String event) {
        int payload = event.indexOf("data: {");
        return payload < 0 ? event : event.substring(0, payload + 7) + "\ndata: " + event.substring(payload + 7);
    }
}
