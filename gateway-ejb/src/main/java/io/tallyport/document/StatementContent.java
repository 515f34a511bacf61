package io.tallyport.document;

import java.time.LocalDate;
import java.util.List;

/**
 * A month of an organisation's account. All amounts are nano-credits; opening + the movements = closing.
 *
 * @param firstDay of the month, in {@code zone}
 * @param lastDay the month's last day
 * @param zone the account's, IANA name
 * @param movements top-ups, bonuses, usage, refunds, adjustments …, each summed up; what leaves the account is negative
 * @param usage by model, largest first
 * @param days usage of each day that had any
 */
public record StatementContent(
        String number,
        LocalDate issued,
        String language,
        Party seller,
        Party buyer,
        LocalDate firstDay,
        LocalDate lastDay,
        String zone,
        long openingNano,
        long closingNano,
        List<Movement> movements,
        List<ModelUsage> usage,
        List<DayUsage> days)
        implements DocumentContent {

    public StatementContent {
        movements = List.copyOf(movements);
        usage = List.copyOf(usage);
        days = List.copyOf(days);
    }

    @Override
    public DocumentType type() {
        return DocumentType.STATEMENT;
    }

    /** @param kind a code that the page words in its language: TOP_UP, BONUS, USAGE, REFUND, ADJUSTMENT, MOVE, EXPIRY, DISPUTE */
    public record Movement(String kind, long count, long nano) {}

    /** @param listNano before tier and batch factors; {@code debitNano} what was charged */
    public record ModelUsage(
            String model,
            long calls,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            long listNano,
            long debitNano) {}

    public record DayUsage(LocalDate day, long calls, long debitNano) {}
}
