package io.tallyport.sheet;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.NationalTax;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.sheet.Section.Layout;
import io.tallyport.sheet.Section.Row;
import io.tallyport.sheet.Sheet.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invoices, credit notes and pro-forma invoices. */
final class InvoiceSheet {
    private final InvoiceContent content;
    private final Language language;

    InvoiceSheet(InvoiceContent content) {
        this.content = content;
        language = Language.of(content.language());
    }

    Sheet sheet() {
        return new Sheet(
                language,
                language.text("title." + content.type()),
                facts(),
                PartyBlock.of(language.text("party.seller"), content.seller(), language),
                PartyBlock.of(language.text("party.buyer"), content.buyer(), language),
                headline(),
                subline(),
                sections(),
                PartyBlock.footer(content.seller(), language));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(language.text("number." + content.type()), content.number()));
        facts.add(new Fact(language.text("fact.issued"), language.date(content.issued())));
        facts.add(new Fact(language.text("taxPoint." + content.type()), language.date(content.taxPoint())));
        Corrected corrected = content.corrects();
        if (corrected != null) {
            String day = language.date(corrected.issued());
            facts.add(new Fact(
                    language.text("fact.corrects." + content.type()),
                    language.text("fact.corrects.of", corrected.number(), day)));
        }
        String number = content.purchaseOrder();
        if (number != null) {
            facts.add(new Fact(language.text("fact.purchaseOrder"), number));
        }
        String reference = content.reference();
        if (reference != null) {
            facts.add(new Fact(language.text("fact.reference"), reference));
        }
        return facts;
    }

    private String headline() {
        return switch (content.type()) {
            case CREDIT_NOTE -> language.text("headline.credited", money(content.gross()));
            case PRO_FORMA -> language.text("headline.payable", money(content.due()));
            default ->
                content.due() == 0
                        ? language.text("headline.paid", money(content.gross()), language.date(content.taxPoint()))
                        : language.text("headline.due", money(content.due()));
        };
    }

    private String subline() {
        return content.type() == DocumentType.PRO_FORMA ? language.text("subline.PRO_FORMA") : "";
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>(List.of(lines(), totals(), taxes()));
        wordings().ifPresent(sections::add);
        NationalTax national = content.nationalTax();
        if (national != null) {
            sections.add(nationalTax(national));
        }
        Corrected corrected = content.corrects();
        if (corrected != null) {
            sections.add(Section.text(language.text("section.reason"), List.of(corrected.reason())));
        }
        sections.add(payment());
        return sections;
    }

    private Section lines() {
        List<String> headings = List.of(
                language.text("line.description"),
                language.text("line.quantity"),
                language.text("line.unitPrice", content.currency()),
                taxName(),
                language.text("line.net", content.currency()));
        return new Section(
                "",
                Layout.LINES,
                headings,
                content.lines().stream().map(this::line).toList(),
                false);
    }

    private Row line(Line line) {
        return Row.of(
                line.name(),
                line.description(),
                language.count(line.quantity()),
                amount(line.unitPrice()),
                rate(),
                amount(line.net()));
    }

    private Section totals() {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(language.text("total.net"), money(content.net())));
        rows.add(Row.of(taxWithRate(), money(content.tax().amount())));
        rows.add(Row.strong(language.text("total.gross." + content.type()), money(content.gross())));
        if (content.type() == DocumentType.INVOICE) {
            rows.add(Row.of(language.text("total.paid"), money(content.paid())));
            rows.add(Row.strong(language.text("total.due"), money(content.due())));
        }
        return new Section("", Layout.TOTALS, List.of(), rows, true);
    }

    private Section taxes() {
        List<String> headings = List.of(
                language.text("tax.heading"),
                language.text("tax.rate"),
                language.text("tax.base", content.currency()),
                language.text("tax.amount", content.currency()));
        Tax tax = content.tax();
        Row row = Row.of(taxName(), rate(), amount(content.net()), amount(tax.amount()));
        return new Section(language.text("section.tax"), Layout.TABLE, headings, List.of(row), true);
    }

    /** The law's words, then the buyer's language's, unless they are the same. */
    private Optional<Section> wordings() {
        List<String> wordings = Stream.of(content.tax().wording(), content.tax().localWording())
                .filter(Objects::nonNull)
                .toList();
        return wordings.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.text("", List.copyOf(new LinkedHashSet<>(wordings))));
    }

    private Section nationalTax(NationalTax national) {
        String amount = language.money(national.amount(), national.exponent(), national.currency());
        String rate = language.text(
                "national.rate", content.currency(), language.number(national.rate()), national.currency());
        String source = language.text("national.source", national.source(), language.date(national.day()));
        return Section.pairs(
                language.text("section.national"),
                List.of(
                        Row.of(language.text("national.amount", taxName()), amount),
                        Row.of(language.text("national.exchange"), rate + ", " + source)));
    }

    private Section payment() {
        Payment payment = content.payment();
        boolean refund = content.type() == DocumentType.CREDIT_NOTE;
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(language.text("payment.means"), means(payment.meansCode())));
        add(rows, refund ? "payment.refundedTo" : "payment.instrument", payment.instrument());
        add(rows, "payment.iban", payment.iban() == null ? null : inFours(payment.iban()));
        add(rows, "payment.bic", payment.bic());
        add(rows, "payment.bank", payment.bankName());
        if (payment.paymentReference() != null) {
            rows.add(Row.strong(language.text("payment.reference"), payment.paymentReference()));
        }
        return Section.pairs(language.text(refund ? "section.refund" : "section.payment"), rows);
    }

    private void add(List<Row> rows, String key, @Nullable String value) {
        if (value != null) {
            rows.add(Row.of(language.text(key), value));
        }
    }

    private String means(int code) {
        String key = "means." + code;
        return language.has(key) ? language.text(key) : language.text("means.other");
    }

    private static String inFours(String iban) {
        return iban.replaceAll("\\s", "").replaceAll("(.{4})(?=.)", "$1 ");
    }

    private String taxWithRate() {
        return content.tax().percent() == null ? taxName() : taxName() + ' ' + rate();
    }

    /** VAT has a name in every language; taxes of one place, such as IGIC, have theirs. */
    private String taxName() {
        String key = "tax.name." + content.tax().name();
        return language.has(key) ? language.text(key) : content.tax().name();
    }

    /** Category O has no rate, and none may be shown. */
    private String rate() {
        return content.tax().percent() == null
                ? "–"
                : language.percent(content.tax().percent());
    }

    private String amount(long minorUnits) {
        return language.amount(minorUnits, content.exponent());
    }

    private String money(long minorUnits) {
        return language.money(minorUnits, content.exponent(), content.currency());
    }
}
