package io.tallyport.pricing;

import io.tallyport.error.GatewayException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent in.
 *
 * @param source where its author has it from
 * @param fileSha256 in hex
 * @param effectiveFrom when its prices begin; null: as soon as every node knows them
 * @param closesUnlisted whether models that it does not list are closed, of providers that it lists
 * @param appliedAt null: it was not
 */
public record PriceDraft(
        long id,
        String author,
        String source,
        Format format,
        String fileSha256,
        @Nullable Instant effectiveFrom,
        boolean closesUnlisted,
        Instant createdAt,
        @Nullable Instant appliedAt,
        @Nullable String appliedBy) {

    /** A file as it is sent in, with what its draft keeps of it. */
    public record Upload(
            byte[] file,
            Format format,
            String source,
            @Nullable Instant effectiveFrom,
            boolean closesUnlisted) {}

    /** The formats that can be sent in. */
    public enum Format {
        /** {@code model_prices_and_context_window.json} of LiteLLM. */
        LITELLM,
        /** The columns of docs/prices.md. */
        CSV;

        /** @throws GatewayException 400 for a file that cannot be read as a whole */
        PriceFile read(byte[] file) {
            return switch (this) {
                case LITELLM -> LiteLlmFile.read(file);
                case CSV -> CsvFile.read(file);
            };
        }
    }

    public boolean isApplied() {
        return appliedAt != null;
    }

    /** Whether this person sent it in; by mail address, in any spelling. */
    public boolean isBy(String person) {
        return author.equalsIgnoreCase(person);
    }
}
