package io.tallyport.currency;

import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

@ApplicationScoped
class ExchangeRateStore {
    private static final String NEWEST = """
            SELECT r.per_euro, c.exponent FROM exchange_rate r JOIN currency c ON c.code = r.currency
            WHERE r.currency = ? ORDER BY r.day DESC LIMIT 1
            """;
    private static final String INSERT = """
            INSERT INTO exchange_rate (currency, day, per_euro, source, actor, approver) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (currency, day) DO NOTHING
            """;

    @Inject
    private Database database;

    /** @param exponent digits of the currency's minor unit */
    record Rate(BigDecimal perEuro, int exponent) {}

    Optional<Rate> newest(String currency) {
        return database.first(NEWEST, row -> new Rate(row.getBigDecimal(1), row.getInt(2)), currency);
    }

    /** Digits of its minor unit. */
    int exponent(String currency) {
        return database.first("SELECT exponent FROM currency WHERE code = ?", row -> row.getInt(1), currency)
                .orElseThrow();
    }

    void insert(String currency, LocalDate day, BigDecimal perEuro, String source, Approval approval) {
        database.update(INSERT, currency, day, perEuro, source, approval.actor(), approval.approver());
    }
}
