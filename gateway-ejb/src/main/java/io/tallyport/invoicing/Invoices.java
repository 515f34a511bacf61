package io.tallyport.invoicing;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.NationalTax;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.document.Party;
import io.tallyport.document.ReceiptContent;
import io.tallyport.invoicing.Sale.Taxed;
import io.tallyport.invoicing.SaleStore.Returned;
import io.tallyport.tax.Wording;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the documents of a sale say; numbers and dates of issue are provisional. */
final class Invoices {
    private static final String PROVISIONAL = "DRAFT";
    private static final int CARD = 48;
    private static final int CREDIT_TRANSFER = 30;
    private static final int SEPA_CREDIT_TRANSFER = 58;
    private static final int UNDEFINED = 1;

    private final Sale sale;
    private final String language;
    private final Party seller;
    private final Party buyer;

    Invoices(Sale sale) {
        this.sale = sale;
        this.language = sale.buyer().language();
        Parties parties = new Parties(sale.snapshot(), sale.taxed());
        this.seller = parties.seller();
        this.buyer = parties.buyer();
    }

    InvoiceContent invoice(@Nullable NationalTax national) {
        return content(
                DocumentType.INVOICE,
                PROVISIONAL,
                paidOn(),
                List.of(soldLine()),
                sale.tax(),
                sale.gross(),
                null,
                national);
    }

    InvoiceContent proForma(LocalDate today) {
        return content(
                        DocumentType.PRO_FORMA,
                        sale.reference(),
                        sale.quoted(),
                        List.of(soldLine()),
                        sale.tax(),
                        0,
                        null,
                        null)
                .numbered(sale.reference(), today);
    }

    InvoiceContent creditNote(Returned returned, InvoiceContent original, @Nullable NationalTax national) {
        String description = Words.RETURNED.in(language, returned.credits());
        Line line = new Line(Words.ITEM.in(language), description, 1, returned.net(), returned.net());
        long gross = Math.addExact(returned.net(), returned.tax());
        Corrected corrects = new Corrected(original.number(), original.issued(), Words.REFUND.in(language));
        return content(
                DocumentType.CREDIT_NOTE,
                PROVISIONAL,
                returned.day(),
                List.of(line),
                returned.tax(),
                gross,
                corrects,
                national);
    }

    /** What a credit note took off stands again, line by line. */
    InvoiceContent replacement(InvoiceContent note) {
        Corrected replaces = new Corrected(note.number(), note.issued(), Words.REPLACES.in(language));
        return content(
                DocumentType.INVOICE,
                PROVISIONAL,
                paidOn(),
                note.lines(),
                note.tax().amount(),
                note.gross(),
                replaces,
                note.nationalTax());
    }

    private LocalDate paidOn() {
        return Objects.requireNonNull(sale.payment(), "paid").day();
    }

    ReceiptContent receipt(InvoiceContent invoice, long balanceAfter) {
        Sale.Payment payment = Objects.requireNonNull(sale.payment(), "paid");
        return new ReceiptContent(
                PROVISIONAL,
                payment.day(),
                language,
                seller,
                buyer,
                invoice.number(),
                sale.reference(),
                sale.buyer().purchaseOrder(),
                (sale.byBank() ? Words.BANK_TRANSFER : Words.CARD).in(language),
                payment.instrument(),
                payment.reference(),
                payment.day(),
                sale.currency(),
                sale.exponent(),
                sale.gross(),
                sale.credits(),
                sale.bonus(),
                balanceAfter);
    }

    private Line soldLine() {
        String description = sale.bonus() > 0
                ? Words.WITH_BONUS.in(language, sale.credits(), sale.bonus())
                : Words.CREDITS.in(language, sale.credits());
        return new Line(Words.ITEM.in(language), description, 1, sale.net(), sale.net());
    }

    private InvoiceContent content(
            DocumentType type,
            String number,
            LocalDate taxPoint,
            List<Line> lines,
            long tax,
            long paid,
            @Nullable Corrected corrects,
            @Nullable NationalTax national) {
        long net = lines.stream().mapToLong(Line::net).reduce(0, Math::addExact);
        return new InvoiceContent(
                type,
                number,
                taxPoint,
                taxPoint,
                language,
                sale.currency(),
                sale.exponent(),
                seller,
                buyer,
                sale.buyer().purchaseOrder(),
                sale.buyer().reference(),
                lines,
                tax(tax),
                net,
                Math.addExact(net, tax),
                paid,
                payment(),
                corrects,
                national);
    }

    private Tax tax(long amount) {
        Taxed taxed = sale.taxed();
        @Nullable Wording wording = taxed.wording() == null ? null : Wording.valueOf(taxed.wording());
        return new Tax(
                taxed.category(),
                shown(taxed.percent()),
                taxed.name() == null ? "VAT" : taxed.name(),
                amount,
                taxed.vatex(),
                wording == null ? null : wording.text(),
                wording == null ? null : Words.local(wording, buyer.country(), language));
    }

    /** 19.0000 is 19. */
    private static @Nullable BigDecimal shown(@Nullable BigDecimal percent) {
        if (percent == null) {
            return null;
        }
        BigDecimal brief = percent.stripTrailingZeros();
        return brief.scale() < 0 ? brief.setScale(0) : brief;
    }

    private Payment payment() {
        if (!sale.byBank()) {
            Sale.@Nullable Payment payment = sale.payment();
            return new Payment(CARD, payment == null ? null : payment.instrument(), null, null, null, null);
        }
        Sale.@Nullable Bank bank = sale.bank();
        if (bank == null) {
            return new Payment(UNDEFINED, null, sale.reference(), null, null, null);
        }
        int means = sale.currency().equals("EUR") ? SEPA_CREDIT_TRANSFER : CREDIT_TRANSFER;
        return new Payment(means, null, sale.reference(), bank.iban(), bank.bic(), bank.name());
    }
}
