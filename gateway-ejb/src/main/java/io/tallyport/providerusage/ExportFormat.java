package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files that are understood, told by their columns; docs/provider-usage.md says how each is read. */
public enum ExportFormat {
    /** Anthropic's console, Usage: tokens, no money. */
    ANTHROPIC_USAGE(0, "usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"),
    /** Anthropic's console, Cost: money in whole cents by day, model and token type. */
    ANTHROPIC_COST(5_000_000, "usage_date_utc", "model", "token_type", "cost_usd"),
    /** OpenAI's platform, Usage of completions: tokens, no money; a day without usage has a row without a model. */
    OPENAI_USAGE(0, "start_time_iso", "num_model_requests", "model", "input_tokens", "output_tokens"),
    /** Ours, for whatever else a provider gives. */
    NEUTRAL(0, "day", "model");

    private static final List<String> NEUTRAL_TOKENS =
            List.of("input", "cache_write_5m", "cache_write_1h", "cache_read", "audio_input", "output");

    private final long roundingNano;
    private final Set<String> columns;

    ExportFormat(long roundingNano, String... columns) {
        this.roundingNano = roundingNano;
        this.columns = Set.of(columns);
    }

    static Optional<ExportFormat> of(List<String> header) {
        return Stream.of(values())
                .filter(format -> header.containsAll(format.columns))
                .findFirst();
    }

    /** By how much the money of a row may be off, since the provider rounds it; nano-USD. */
    long roundingNano() {
        return roundingNano;
    }

    /** Empty: the row tells of no usage. */
    Optional<UsageLine> line(ExportRow row) {
        return switch (this) {
            case ANTHROPIC_USAGE -> Optional.of(anthropicUsage(row));
            case ANTHROPIC_COST -> Optional.of(anthropicCost(row));
            case OPENAI_USAGE -> row.text("model").isEmpty() ? Optional.empty() : Optional.of(openAiUsage(row));
            case NEUTRAL -> Optional.of(neutral(row));
        };
    }

    private static UsageLine anthropicUsage(ExportRow row) {
        TokenCounts tokens = new TokenCounts(
                row.count("usage_input_tokens_no_cache"),
                row.count("usage_input_tokens_cache_write_5m"),
                row.count("usage_input_tokens_cache_write_1h"),
                row.count("usage_input_tokens_cache_read"),
                row.count("usage_output_tokens"));
        return new UsageLine(row.day("usage_date_utc"), row.named("model_version"), tokens, null, 1);
    }

    /** What is no model's, such as web searches, stands under its kind of cost. */
    private static UsageLine anthropicCost(ExportRow row) {
        String model = row.text("model").isEmpty() ? row.named("cost_type") : row.text("model");
        return new UsageLine(row.day("usage_date_utc"), model, null, row.nanoUsd("cost_usd"), 1);
    }

    private static UsageLine openAiUsage(ExportRow row) {
        long cached = row.count("input_cached_tokens");
        long input = row.count("input_tokens");
        if (cached > input) {
            throw row.wrong("has more cached than input tokens");
        }
        TokenCounts tokens = new TokenCounts(
                input - cached, 0, 0, cached, row.count("input_audio_tokens"), row.count("output_tokens"));
        return new UsageLine(row.day("start_time_iso"), row.text("model"), tokens, null, 1);
    }

    private static UsageLine neutral(ExportRow row) {
        boolean hasTokens = NEUTRAL_TOKENS.stream().anyMatch(row::has);
        boolean hasCost = row.has("cost_usd");
        if (!hasTokens && !hasCost) {
            throw row.wrong("has neither tokens nor cost_usd");
        }
        TokenCounts tokens = new TokenCounts(
                row.count("input"),
                row.count("cache_write_5m"),
                row.count("cache_write_1h"),
                row.count("cache_read"),
                row.count("audio_input"),
                row.count("output"));
        return new UsageLine(
                row.day("day"),
                row.named("model"),
                hasTokens ? tokens : null,
                hasCost ? row.nanoUsd("cost_usd") : null,
                1);
    }
}
