package io.tallyport.bed.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prices as the tables hold them and the formula of money.md section 6, written down a second time. */
public record PriceBook(
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal read,
        @Nullable BigDecimal write5m,
        @Nullable BigDecimal write1h) {
    private static final BigDecimal BASE = new BigDecimal("0.70");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Of a prompt below the long-context threshold. */
    public static PriceBook of(Books books, String model) {
        return books.list(
                        "SELECT * FROM price WHERE model_id = ? AND above_input_tokens = 0",
                        row -> new PriceBook(
                                row.getBigDecimal("input_nanos_per_million"),
                                row.getBigDecimal("output_nanos_per_million"),
                                row.getBigDecimal("cache_read_nanos_per_million"),
                                row.getBigDecimal("cache_write_5m_nanos_per_million"),
                                row.getBigDecimal("cache_write_1h_nanos_per_million")),
                        model)
                .getFirst();
    }

    public long list(UsageRow row) {
        return down(product(row));
    }

    /** What the customer pays, at tier Starter: one rounding, down. */
    public long debit(UsageRow row) {
        return down(product(row).multiply(BASE));
    }

    private BigDecimal product(UsageRow row) {
        return input.multiply(BigDecimal.valueOf(row.input()))
                .add(Objects.requireNonNullElse(write5m, input).multiply(BigDecimal.valueOf(row.write5m())))
                .add(Objects.requireNonNullElse(write1h, input).multiply(BigDecimal.valueOf(row.write1h())))
                .add(Objects.requireNonNullElse(read, input).multiply(BigDecimal.valueOf(row.read())))
                .add(output.multiply(BigDecimal.valueOf(row.output())));
    }

    private static long down(BigDecimal millionths) {
        return millionths.divide(MILLION).setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
