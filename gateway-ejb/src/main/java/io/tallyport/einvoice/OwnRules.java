package io.tallyport.einvoice;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.einvoice.CiiReading.Term;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What our invoices must keep beyond EN 16931: amounts to the minor unit, and only the categories that a sale of credits can
 * have. Z, G and K are never among them, whatever the official rules let pass (money.md section 11).
 */
final class OwnRules {
    private static final Set<String> CATEGORIES = Set.of("S", "AE", "O", "E", "L", "M");
    private static final Set<String> VAT_PREFIXES_TOO = Set.of("EL", "XI");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final CiiReading said;
    private final InvoiceContent meant;
    private final Credited before;
    private final List<String> findings = new ArrayList<>();

    private OwnRules(CiiReading said, InvoiceContent meant, Credited before) {
        this.said = said;
        this.meant = meant;
        this.before = before;
    }

    /**
     * What is wrong; empty: nothing.
     *
     * @param said what the file says, {@code meant} what it should
     */
    static List<String> check(CiiReading said, InvoiceContent meant, Credited before) {
        OwnRules rules = new OwnRules(said, meant, before);
        rules.lines();
        rules.sums();
        rules.sayWhatIsMeant();
        rules.oneCategory();
        rules.identifiers();
        return rules.findings;
    }

    private void lines() {
        List<BigDecimal> quantities = said.figures(Term.LINE_QUANTITY);
        List<BigDecimal> prices = said.figures(Term.LINE_PRICE);
        List<BigDecimal> nets = said.figures(Term.LINE_NET);
        require(!nets.isEmpty(), "there is no line");
        if (quantities.size() != nets.size() || prices.size() != nets.size()) {
            findings.add("a line lacks its quantity, price or amount");
            return;
        }
        for (int i = 0; i < nets.size(); i++) {
            same("line " + (i + 1) + ": quantity x price", quantities.get(i).multiply(prices.get(i)), nets.get(i));
            require(nets.get(i).signum() > 0, "line " + (i + 1) + " is not above 0");
        }
    }

    private void sums() {
        BigDecimal lines = said.figures(Term.LINE_NET).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tax = said.figure(Term.TAX_AMOUNT);
        same("the sum of the lines", lines, said.figure(Term.SUM_OF_LINES));
        same("the net total", lines, said.figure(Term.NET));
        same("the taxable amount", lines, said.figure(Term.TAX_BASIS));
        same("the tax", exactTax(lines), tax);
        same("the tax total", tax, said.taxTotal(meant.currency()));
        same("the gross total", lines.add(tax), said.figure(Term.GROSS));
        same("what is due", said.figure(Term.GROSS).subtract(said.figure(Term.PAID)), said.figure(Term.DUE));
        same("what is due on a paid document", BigDecimal.ZERO, said.figure(Term.DUE));
    }

    /** Half up, once; of a credit note and what replaces it, on all that was refunded, less the tax refunded before. */
    private BigDecimal exactTax(BigDecimal net) {
        BigDecimal rate = said.figure(Term.TAX_RATE);
        return BigDecimal.valueOf(before.net(), meant.exponent())
                .add(net)
                .multiply(rate)
                .movePointLeft(2)
                .setScale(meant.exponent(), RoundingMode.HALF_UP)
                .subtract(BigDecimal.valueOf(before.tax(), meant.exponent()))
                .max(BigDecimal.ZERO);
    }

    private void sayWhatIsMeant() {
        same("the net total, as the books have it", amount(meant.net()), said.figure(Term.NET));
        same("the tax, as the books have it", amount(meant.tax().amount()), said.figure(Term.TAX_AMOUNT));
        same("the gross total, as the books have it", amount(meant.gross()), said.figure(Term.GROSS));
        require(meant.currency().equals(said.text(Term.CURRENCY)), "the currency is not " + meant.currency());
        require(said.all(Term.LINE_NET).size() == meant.lines().size(), "a line is missing");
        require(Figures.typeCode(meant).equals(said.text(Term.TYPE)), "the type is not " + Figures.typeCode(meant));
        corrected(meant.corrects());
    }

    /** A credit note names its invoice, an invoice what it replaces; where there is nothing to name, nothing stands. */
    private void corrected(@Nullable Corrected corrected) {
        require(
                corrected != null || meant.type() != DocumentType.CREDIT_NOTE,
                "a credit note does not name its invoice");
        same("the corrected document", corrected == null ? null : corrected.number(), Term.CORRECTS);
        same(
                "the corrected document's date",
                corrected == null ? null : Figures.basicDate(corrected.issued()),
                Term.CORRECTS_OF);
    }

    private void oneCategory() {
        List<String> categories = said.all(Term.TAX_CATEGORY);
        if (categories.size() != 1) {
            findings.add("there is not one breakdown of tax but " + categories.size());
            return;
        }
        String category = categories.getFirst();
        require(CATEGORIES.contains(category), "category " + category + " cannot occur");
        require(said.all(Term.LINE_CATEGORY).stream().allMatch(category::equals), "lines have another category");
        require(said.all(Term.LINE_CATEGORY).size() == said.all(Term.LINE_NET).size(), "a line has no category");
        rates(category);
        reasons(category);
    }

    private void rates(String category) {
        @Nullable String rate = said.text(Term.TAX_RATE);
        List<BigDecimal> ofLines = said.figures(Term.LINE_RATE);
        if (category.equals("O")) {
            require(rate == null, "category O has a rate in the breakdown");
            require(ofLines.isEmpty(), "category O has a rate on a line");
            return;
        }
        if (rate == null) {
            findings.add("category " + category + " has no rate");
            return;
        }
        BigDecimal percent = new BigDecimal(rate);
        require(
                ofLines.size() == said.all(Term.LINE_NET).size()
                        && ofLines.stream().allMatch(one -> one.compareTo(percent) == 0),
                "a line's rate is not " + rate);
        int sign = percent.signum();
        switch (category) {
            case "S" -> require(sign > 0, "category S has rate 0");
            case "AE", "E" -> require(sign == 0, "category " + category + " has rate " + rate);
            default -> require(sign >= 0, "a rate is below 0");
        }
    }

    private void reasons(String category) {
        @Nullable String reason = said.text(Term.TAX_REASON);
        @Nullable String vatex = said.text(Term.TAX_VATEX);
        switch (category) {
            case "AE" -> require(reason != null && "VATEX-EU-AE".equals(vatex), "reverse charge lacks its reason");
            case "O" -> require(reason != null && "VATEX-EU-O".equals(vatex), "category O lacks its reason");
            case "E" -> require(reason != null, "category E lacks its reason");
            default -> require(reason == null && vatex == null, "taxed, and yet exempt by " + reason + " " + vatex);
        }
    }

    private void identifiers() {
        @Nullable String sellerVatId = said.text(Term.SELLER_VAT_ID);
        @Nullable String buyerVatId = said.text(Term.BUYER_VAT_ID);
        boolean isKnown = sellerVatId != null || said.text(Term.SELLER_TAX_REGISTRATION) != null;
        @Nullable String category = said.text(Term.TAX_CATEGORY);
        if ("O".equals(category)) {
            require(!isKnown && buyerVatId == null, "category O names an identifier for tax");
            require(said.text(Term.SELLER_LEGAL_REGISTRATION) != null, "category O needs the seller's registration");
        } else {
            require(isKnown, "the seller has no identifier for tax");
        }
        if ("AE".equals(category)) {
            require(
                    buyerVatId != null || said.text(Term.BUYER_LEGAL_REGISTRATION) != null,
                    "reverse charge needs the buyer's VAT identifier");
        }
        prefix(sellerVatId);
        prefix(buyerVatId);
    }

    /** BR-CO-09: numbers of one-stop shops begin with EU and are no VAT identifiers. */
    private void prefix(@Nullable String vatId) {
        if (vatId == null) {
            return;
        }
        String prefix = vatId.substring(0, Math.min(2, vatId.length()));
        require(
                COUNTRIES.contains(prefix) || VAT_PREFIXES_TOO.contains(prefix),
                vatId + " begins with no country's code");
    }

    private BigDecimal amount(long minor) {
        return BigDecimal.valueOf(minor, meant.exponent());
    }

    private void same(String what, BigDecimal right, BigDecimal found) {
        require(right.compareTo(found) == 0, what + " is " + found.toPlainString() + ", not " + right.toPlainString());
    }

    private void same(String what, @Nullable String right, Term term) {
        require(Objects.equals(right, said.text(term)), what + " is " + said.text(term) + ", not " + right);
    }

    private void require(boolean holds, String finding) {
        if (!holds) {
            findings.add(finding);
        }
    }
}
