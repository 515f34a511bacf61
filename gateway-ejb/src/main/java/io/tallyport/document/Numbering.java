package io.tallyport.document;

import io.tallyport.document.DocumentStore.Place;
import io.tallyport.document.DocumentStore.Series;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Gives drafts their numbers, in one short transaction that holds the series (money.md section 12). If it does not commit, the
 * next document gets the number. Nothing slow happens in it: checks come before it, files after.
 */
@Stateless
public class Numbering {
    @Inject
    private DocumentStore store;

    /**
     * Issues a draft; for a cause that has its document, that one is returned.
     *
     * @throws IllegalStateException if the database's clock stands before the series' last day
     */
    public Document issue(Draft draft) {
        if (!draft.cause().type().isNumbered()) {
            return store.find(draft.cause()).orElseGet(() -> store.insert(draft, draft.content(), null));
        }
        Locked locked = lock(draft);
        Optional<Document> before = store.find(draft.cause());
        if (before.isPresent()) {
            return before.get();
        }
        Series series = locked.series();
        String number = "%s%06d".formatted(series.prefix(), series.nextNo());
        DocumentContent content = draft.content().numbered(number, locked.today());
        Document issued = store.insert(draft, content, new Place(series.id(), series.nextNo()));
        store.advance(series, locked.today());
        return issued;
    }

    private record Locked(Series series, LocalDate today) {}

    /** Of the year that it is when the series is ours: while it was waited for, the year may have ended. */
    private Locked lock(Draft draft) {
        LocalDate today = store.today(draft.zone());
        while (true) {
            int year = today.getYear();
            Series series = lock(draft, year);
            today = store.today(draft.zone());
            if (today.getYear() == year) {
                requireNotBefore(series, today);
                return new Locked(series, today);
            }
        }
    }

    private Series lock(Draft draft, int year) {
        DocumentType type = draft.cause().type();
        Optional<Series> there = store.lockSeries(draft.sellerId(), type, year);
        if (there.isPresent()) {
            return there.get();
        }
        store.ensureSeries(draft.sellerId(), type, year, prefix(draft.sellerCode(), type, year), 1);
        return store.lockSeries(draft.sellerId(), type, year).orElseThrow();
    }

    private static void requireNotBefore(Series series, LocalDate today) {
        if (series.lastDate() != null && today.isBefore(series.lastDate())) {
            throw new IllegalStateException("series " + series.prefix() + " has a document of " + series.lastDate()
                    + ", and the database's clock says " + today);
        }
    }

    /**
     * Begins a year's series at a number, where earlier ones were given elsewhere; once, before the first document.
     *
     * @throws GatewayException 422 if the series has begun
     */
    public void begin(long sellerId, String sellerCode, DocumentType type, int year, long startNo) {
        if (!type.isNumbered() || startNo < 1) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "Invoices, credit notes and receipts are numbered, from 1 or later.");
        }
        if (!store.ensureSeries(sellerId, type, year, prefix(sellerCode, type, year), startNo)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The series " + prefix(sellerCode, type, year) + " has begun; its numbers go on by themselves.");
        }
    }

    private static String prefix(String sellerCode, DocumentType type, int year) {
        return sellerCode + type.letter() + "-" + year + "-";
    }
}
