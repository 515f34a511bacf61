package io.tallyport.workbench.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.load.Latency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code calls.json}. */
public record Results(List<Goal> goals, List<Row> rows, List<Parity> parities, double startSeconds, double postgresMb) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double THOUSAND = 1_000;

    public void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode goalNodes = root.putArray("goals");
        goals.forEach(goal -> goalNodes
                .addObject()
                .put("name", goal.name())
                .put("value", rounded(goal.value()))
                .put("goal", goal.text())
                .put("met", goal.isMet()));
        ArrayNode rowNodes = root.putArray("rows");
        rows.forEach(row -> write(rowNodes.addObject(), row));
        write(root.putObject("parity"));
        root.put("start_seconds", rounded(startSeconds));
        root.put("postgresql_mb", rounded(postgresMb));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ObjectNode node, Row row) {
        node.put("load", row.load());
        node.put("way", row.way().label());
        put(node, "calls_per_second", row.perSecond());
        write(node, "total", row.total());
        write(node, "first_token", row.first());
        node.put("ok", row.good());
        node.put("not_ok", row.bad());
        put(node, "cpu_s_per_1000_calls", row.cpuSeconds());
        if (!row.note().isEmpty()) {
            node.put("note", row.note());
        }
    }

    private static void write(ObjectNode node, String name, Latency latency) {
        put(node, name + "_p50_ms", latency.p50());
        put(node, name + "_p99_ms", latency.p99());
        put(node, name + "_p999_ms", latency.p999());
    }

    private void write(ObjectNode node) {
        node.put("holds", parities.stream().allMatch(Parity::holds));
        ArrayNode runs = node.putArray("runs");
        parities.forEach(parity -> runs.addObject()
                .put("upstream_calls", parity.upstream())
                .put("usage_rows_with_debit", parity.usageRows())
                .put("p4_transactions", parity.transactions())
                .put("token_difference", parity.tokens())
                .put("debit_nano", parity.debitNano())
                .put("money_difference_nano", parity.moneyNano()));
    }

    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, rounded(value));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }
}
