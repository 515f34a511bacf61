package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an export says beside what our books say.
 *
 * @param lines every day and model that either has
 */
public record UsageReport(Import source, List<Difference> lines) {
    public UsageReport {
        lines = List.copyOf(lines);
    }

    /**
     * A file that was taken.
     *
     * @param account the upstream account's name, as 2500 names the provider
     * @param from its first day of UTC, and {@code to} the first that is not in it
     * @param fileName as whoever sent it calls it
     * @param actor who took it
     */
    public record Import(
            long id,
            long accountId,
            String account,
            LocalDate from,
            LocalDate to,
            ExportFormat format,
            String fileName,
            String actor,
            Instant at) {}

    /**
     * Sums over all lines; amounts in nano-USD.
     *
     * @param theirCostNano null: the file tells no money; {@code costNano}, theirs less ours, likewise
     * @param theirTokens null: the file tells no tokens; {@code tokens}, theirs less ours, likewise
     * @param differing lines that do not agree
     */
    public record Total(
            @Nullable Long theirCostNano,
            long ourCostNano,
            @Nullable Long costNano,
            @Nullable TokenCounts theirTokens,
            TokenCounts ourTokens,
            @Nullable TokenDifference tokens,
            long failedNano,
            long differing) {}

    public Total total() {
        boolean hasCost = lines.stream().anyMatch(line -> line.theirCostNano() != null);
        boolean hasTokens = lines.stream().anyMatch(line -> line.theirTokens() != null);
        long theirCost = lines.stream()
                .mapToLong(line -> Objects.requireNonNullElse(line.theirCostNano(), 0L))
                .reduce(0, Math::addExact);
        long ourCost = lines.stream().mapToLong(line -> line.ours().costNano()).reduce(0, Math::addExact);
        TokenCounts theirTokens = lines.stream()
                .map(line -> Objects.requireNonNullElse(line.theirTokens(), TokenCounts.NONE))
                .reduce(TokenCounts.NONE, TokenCounts::plus);
        TokenCounts ourTokens =
                lines.stream().map(line -> line.ours().tokens()).reduce(TokenCounts.NONE, TokenCounts::plus);
        return new Total(
                hasCost ? theirCost : null,
                ourCost,
                hasCost ? Math.subtractExact(theirCost, ourCost) : null,
                hasTokens ? theirTokens : null,
                ourTokens,
                hasTokens ? TokenDifference.of(theirTokens, ourTokens) : null,
                lines.stream().mapToLong(line -> line.ours().failedNano()).reduce(0, Math::addExact),
                lines.stream().filter(line -> !line.agrees()).count());
    }
}
