package io.tallyport.workbench.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sessions and all that moved the balance; in a file too, so that a restart forgets nothing. Not thread-safe. */
final class Book {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Optional<Path> file;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<BalanceLine> lines = new ArrayList<>();

    private record Content(List<Session> sessions, List<BalanceLine> lines) {}

    Book(Optional<Path> file) {
        this.file = file;
        file.filter(Files::exists).ifPresent(this::read);
    }

    @Nullable
    Session find(String id) {
        return sessions.get(id);
    }

    Optional<Session> ofPayment(String paymentId) {
        return sessions.values().stream()
                .filter(one -> paymentId.equals(one.paymentId()))
                .findFirst();
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    List<BalanceLine> lines() {
        return List.copyOf(lines);
    }

    void put(Session session) {
        sessions.put(session.id(), session);
        write();
    }

    void add(BalanceLine line) {
        lines.add(line);
        write();
    }

    static Session changed(Session session, Map<String, String> fields) {
        ObjectNode tree = JSON.valueToTree(session);
        fields.forEach(tree::put);
        return JSON.convertValue(tree, Session.class);
    }

    private void read(Path path) {
        try {
            Content content = JSON.readValue(path.toFile(), Content.class);
            content.sessions().forEach(session -> sessions.put(session.id(), session));
            lines.addAll(content.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        file.ifPresent(path -> {
            try {
                Path beside = path.resolveSibling(path.getFileName() + ".new");
                JSON.writeValue(beside.toFile(), new Content(sessions(), lines()));
                Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
