package io.tallyport.bed.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A CSV statement that a reader who knows no more than its lines has added up.
 *
 * @param opening and {@code closing}: balances, nano-credits
 * @param entries the lines between
 */
public record ReplayedStatement(long opening, long closing, List<Map<String, String>> entries) {

    /** Fails unless each line's balance is the one before it and what came in and went out. */
    public static ReplayedStatement of(String csv) {
        List<Map<String, String>> rows = CsvRows.of(csv);
        assertThat(rows.getFirst().get("type")).isEqualTo("opening");
        assertThat(rows.getLast().get("type")).isEqualTo("closing");
        long opening = nano(rows.getFirst().get("balance_credits"));
        long balance = opening;
        List<Map<String, String>> entries = rows.subList(1, rows.size() - 1);
        for (Map<String, String> row : entries) {
            balance += nano(row.get("in_credits")) - nano(row.get("out_credits"));
            assertThat(nano(row.get("balance_credits"))).as(row.toString()).isEqualTo(balance);
            assertThat(row.get("reason")).as("what a spreadsheet would run").doesNotStartWith("=");
        }
        assertThat(nano(rows.getLast().get("balance_credits"))).isEqualTo(balance);
        return new ReplayedStatement(opening, balance, entries);
    }

    private static long nano(String credits) {
        return credits.isEmpty() ? 0 : new BigDecimal(credits).movePointRight(9).longValueExact();
    }
}
