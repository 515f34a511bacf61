package io.tallyport.workbench.bench.invoice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.document.DocumentContent;
import io.tallyport.rendering.Printer;
import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code ./tallyport bench invoices}: documents with XML as PDF/A-3, unsigned and signed, whether memory stays flat, and their numbers. */
public final class InvoiceBench {
    private static final int LINES_OF_50_PAGES = 1_200;
    private static final int LARGE_SHARE = 20;
    private static final int WARM_UP = 200;
    private static final int SAMPLES = 10;
    private static final double MEGABYTE = 1e6;
    private static final double MOST_GROWTH_MB = 10;

    private final InvoiceOptions options;
    private final Printer unsigned = new Printer(Optional.empty(), Optional.empty());
    private final Printer signed = new Printer(Optional.empty(), Optional.of(SampleKey.create()));
    private final byte[] xml = SampleInvoice.xml();

    private InvoiceBench(InvoiceOptions options) {
        this.options = options;
    }

    /**
     * Prints the figures, and keeps them in the folder of results.
     *
     * @return false if a number is missing or was given twice
     */
    public static boolean run(InvoiceOptions options, BenchGateway.Parts parts) {
        InvoiceBench bench = new InvoiceBench(options);
        List<InvoiceRow> rows = bench.rows();
        System.out.printf("%n%-28s %9s %11s %9s %9s %6s%n", "load", "docs/s", "docs/core-s", "p50 ms", "p99 ms", "kB");
        rows.forEach(row -> System.out.printf(
                Locale.ROOT,
                "%-28s %9.1f %11.1f %9.1f %9.1f %6d%n",
                row.load(),
                row.perSecond(),
                row.perCore(),
                row.p50Millis(),
                row.p99Millis(),
                row.kilobytes()));
        double growth = bench.memoryGrowthMb();
        Numbers numbers = Numbers.measure(parts, options.documents());
        System.out.println("\n" + numbers.line());
        List<Goal> goals = List.of(
                Goal.atLeast("one_page_per_core", rows.get(0).perCore(), 20),
                Goal.atLeast("one_page_signed_per_core", rows.get(1).perCore(), 10),
                Goal.atMost("memory_growth_mb", growth, MOST_GROWTH_MB),
                Goal.atMost("gaps_and_duplicates", numbers.gaps() + numbers.duplicates(), 0));
        System.out.println();
        goals.forEach(goal -> System.out.println(Table.of(goal)));
        write(goals, rows, numbers, parts.results().resolve("invoices.json"));
        System.out.println("saved as target/bench/invoices.json");
        return numbers.gaps() + numbers.duplicates() == 0;
    }

    private List<InvoiceRow> rows() {
        DocumentContent page = SampleInvoice.withLines(1);
        DocumentContent pages = SampleInvoice.withLines(LINES_OF_50_PAGES);
        int few = Math.max(5, options.measured() / LARGE_SHARE);
        InvoiceRow.measure("warm-up", signed, page, xml, WARM_UP);
        InvoiceRow.measure("warm-up", signed, pages, xml, 3);
        return List.of(
                InvoiceRow.measure("one page", unsigned, page, xml, options.measured()),
                InvoiceRow.measure("one page, signed", signed, page, xml, options.measured()),
                InvoiceRow.measure("50 pages", unsigned, pages, xml, few),
                InvoiceRow.measure("50 pages, signed", signed, pages, xml, few));
    }

    /** Heap in use after a full collection: the median of the last three samples over that of the first three. */
    private double memoryGrowthMb() {
        System.out.printf("%nmemory over %d documents, MB after a collection:", options.documents());
        DocumentContent page = SampleInvoice.withLines(1);
        int cores = Runtime.getRuntime().availableProcessors();
        double[] used = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            IntStream.range(0, options.documents() / SAMPLES).parallel().forEach(document -> signed.pdf(page, xml));
            used[sample] = usedMb();
            System.out.printf(Locale.ROOT, " %.1f", used[sample]);
        }
        System.out.println(" (" + cores + " cores)");
        return median(used, SAMPLES - 3) - median(used, 0);
    }

    private static double median(double[] values, int from) {
        return java.util.Arrays.stream(values, from, from + 3)
                .sorted()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    private static double usedMb() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    private static void write(List<Goal> goals, List<InvoiceRow> rows, Numbers numbers, Path file) {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = json.createObjectNode();
        var goalNodes = root.putArray("goals");
        goals.forEach(goal -> goalNodes
                .addObject()
                .put("name", goal.name())
                .put("value", goal.value())
                .put("goal", goal.text())
                .put("met", goal.isMet()));
        root.set("rows", json.valueToTree(rows));
        root.set("numbers", json.valueToTree(numbers));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            json.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
