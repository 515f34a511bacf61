package io.tallyport.sheet;

import io.tallyport.document.DocumentContent;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.ReceiptContent;
import io.tallyport.document.StatementContent;
import java.util.List;

/**
 * What stands on a document's pages.
 *
 * @param title such as "Invoice"
 * @param facts at most eight: the number first, then dates and references
 * @param headline the amount that it is about, in one line
 * @param subline a sentence under the headline, may be empty
 * @param footer legal identity of the seller, on every page
 */
public record Sheet(
        Language language,
        String title,
        List<Fact> facts,
        PartyBlock seller,
        PartyBlock buyer,
        String headline,
        String subline,
        List<Section> sections,
        String footer) {

    public Sheet {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    public record Fact(String label, String value) {}

    /** Title and number. */
    public String name() {
        return title + ' ' + facts.getFirst().value();
    }

    public static Sheet of(DocumentContent content) {
        return switch (content) {
            case InvoiceContent invoice -> new InvoiceSheet(invoice).sheet();
            case ReceiptContent receipt -> new ReceiptSheet(receipt).sheet();
            case StatementContent statement -> new StatementSheet(statement).sheet();
        };
    }
}
