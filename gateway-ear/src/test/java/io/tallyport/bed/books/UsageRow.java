package io.tallyport.bed.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code usage_event}; amounts in nano-credits. */
public record UsageRow(
        UUID requestId,
        long walletId,
        String keyId,
        String model,
        long input,
        long write5m,
        long write1h,
        long read,
        long output,
        long list,
        long debit,
        String outcome,
        boolean estimated,
        boolean stream,
        int status,
        @Nullable Integer firstByteMicros) {

    static UsageRow of(ResultSet row) throws SQLException {
        return new UsageRow(
                row.getObject("request_id", UUID.class),
                row.getLong("wallet_id"),
                row.getString("key_id"),
                row.getString("model_id"),
                row.getLong("input_tokens"),
                row.getLong("cache_write_5m_tokens"),
                row.getLong("cache_write_1h_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("output_tokens"),
                row.getLong("list_nano"),
                row.getLong("debit_nano"),
                row.getString("outcome"),
                row.getBoolean("estimated"),
                row.getBoolean("stream"),
                row.getInt("status"),
                (Integer) row.getObject("first_byte_micros"));
    }
}
