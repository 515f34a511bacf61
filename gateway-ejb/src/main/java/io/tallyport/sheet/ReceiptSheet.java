package io.tallyport.sheet;

import io.tallyport.document.ReceiptContent;
import io.tallyport.sheet.Section.Row;
import io.tallyport.sheet.Sheet.Fact;
import java.util.ArrayList;
import java.util.List;

/** That a payment came, how, and what it was credited as. */
final class ReceiptSheet {
    private final ReceiptContent content;
    private final Language language;

    ReceiptSheet(ReceiptContent content) {
        this.content = content;
        language = Language.of(content.language());
    }

    Sheet sheet() {
        return new Sheet(
                language,
                language.text("title.RECEIPT"),
                facts(),
                PartyBlock.of(language.text("party.receivedBy"), content.seller(), language),
                PartyBlock.of(language.text("party.paidBy"), content.buyer(), language),
                language.text("headline.received", paid(), language.date(content.paidOn())),
                language.text("subline.RECEIPT", content.invoice()),
                List.of(payment(), credits()),
                PartyBlock.footer(content.seller(), language));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(language.text("number.RECEIPT"), content.number()));
        facts.add(new Fact(language.text("fact.issued"), language.date(content.issued())));
        facts.add(new Fact(language.text("fact.invoice"), content.invoice()));
        facts.add(new Fact(language.text("fact.order"), content.order()));
        String number = content.purchaseOrder();
        if (number != null) {
            facts.add(new Fact(language.text("fact.purchaseOrder"), number));
        }
        return facts;
    }

    private Section payment() {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(language.text("receipt.method"), content.method()));
        String instrument = content.instrument();
        if (instrument != null) {
            rows.add(Row.of(language.text("payment.instrument"), instrument));
        }
        rows.add(Row.of(language.text("receipt.reference"), content.providerReference()));
        rows.add(Row.of(language.text("receipt.paidOn"), language.date(content.paidOn())));
        rows.add(Row.strong(language.text("receipt.amount"), paid()));
        return Section.pairs(language.text("section.payment"), rows);
    }

    private Section credits() {
        int digits = Language.digits(List.of(content.creditsNano(), content.bonusNano(), content.balanceAfterNano()));
        return Section.pairs(
                language.text("section.credits"),
                List.of(
                        Row.of(language.text("receipt.credits"), language.credits(content.creditsNano(), digits)),
                        Row.of(language.text("receipt.bonus"), language.credits(content.bonusNano(), digits)),
                        Row.strong(
                                language.text("receipt.balanceAfter"),
                                language.credits(content.balanceAfterNano(), digits))));
    }

    private String paid() {
        return language.money(content.paid(), content.exponent(), content.currency());
    }
}
