package io.tallyport.invoicing;

import io.tallyport.ledger.Credits;
import io.tallyport.tax.Wording;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What documents say in words, in the four languages they are written in. */
enum Words {
    ITEM("API credit package", "API-Guthabenpaket", "Pack de crédits API", "Paquete de créditos de API"),
    CREDITS("%s credits", "%s Credits", "%s crédits", "%s créditos"),
    WITH_BONUS(
            "%s credits, with %s bonus credits free of charge",
            "%s Credits, dazu %s Bonus-Credits ohne Berechnung",
            "%s crédits, et %s crédits bonus offerts",
            "%s créditos, y %s créditos de bonificación sin cargo"),
    RETURNED(
            "%s unused credits returned",
            "%s ungenutzte Credits zurückgegeben",
            "%s crédits non utilisés rendus",
            "%s créditos no utilizados devueltos"),
    REFUND(
            "Refund of unused credits",
            "Erstattung ungenutzten Guthabens",
            "Remboursement de crédits non utilisés",
            "Reembolso de créditos no utilizados"),
    REPLACES(
            "The refund did not arrive: this invoice replaces the credit note",
            "Die Erstattung kam nicht an: Diese Rechnung ersetzt die Rechnungskorrektur",
            "Le remboursement n'est pas arrivé : cette facture remplace la facture d'avoir",
            "El reembolso no llegó: esta factura sustituye a la factura rectificativa"),
    CARD("Card", "Karte", "Carte", "Tarjeta"),
    BANK_TRANSFER("Bank transfer", "Überweisung", "Virement", "Transferencia");

    /** What Art. 226 (11a) of Directive 2006/112/EC has in the languages of its versions, by the buyer's country. */
    private static final Map<String, String> REVERSE_CHARGE = Map.ofEntries(
            Map.entry("AT", "Steuerschuldnerschaft des Leistungsempfängers"),
            Map.entry("BE", "Btw verlegd / Autoliquidation"),
            Map.entry("BG", "Обратно начисляване"),
            Map.entry("CY", "Αντίστροφη επιβάρυνση"),
            Map.entry("CZ", "Daň odvede zákazník"),
            Map.entry("DE", "Steuerschuldnerschaft des Leistungsempfängers"),
            Map.entry("DK", "Omvendt betalingspligt"),
            Map.entry("EE", "Pöördmaksustamine"),
            Map.entry("ES", "Inversión del sujeto pasivo"),
            Map.entry("FI", "Käännetty verovelvollisuus"),
            Map.entry("FR", "Autoliquidation"),
            Map.entry("GR", "Αντίστροφη επιβάρυνση"),
            Map.entry("HR", "Prijenos porezne obveze"),
            Map.entry("HU", "Fordított adózás"),
            Map.entry("IT", "Inversione contabile"),
            Map.entry("LT", "Atvirkštinis apmokestinimas"),
            Map.entry("LU", "Autoliquidation"),
            Map.entry("LV", "Nodokļa apgrieztā maksāšana"),
            Map.entry("MC", "Autoliquidation"),
            Map.entry("MT", "Inverżjoni tal-ħlas"),
            Map.entry("NL", "Btw verlegd"),
            Map.entry("PL", "Odwrotne obciążenie"),
            Map.entry("PT", "Autoliquidação"),
            Map.entry("RO", "Taxare inversă"),
            Map.entry("SE", "Omvänd betalningsskyldighet"),
            Map.entry("SI", "Obrnjena davčna obveznost"),
            Map.entry("SK", "Prenesenie daňovej povinnosti"));

    private static final Map<String, String> NOT_SUBJECT = Map.of(
            "de", "Nicht steuerbar - Art. %s Richtlinie 2006/112/EG",
            "fr", "Non soumis à la TVA - art. %s directive 2006/112/CE",
            "es", "No sujeto al IVA - art. %s Directiva 2006/112/CE");
    private static final Map<String, String> SMALL_BUSINESS = Map.of(
            "en", "Small business, no VAT charged",
            "fr", "Franchise de petite entreprise, TVA non applicable",
            "es", "Pequeña empresa, sin IVA");

    private final Map<String, String> texts;

    Words(String english, String german, String french, String spanish) {
        texts = Map.of("en", english, "de", german, "fr", french, "es", spanish);
    }

    /** @param nanoCredits one for each place in the text */
    String in(String language, long... nanoCredits) {
        String text = Objects.requireNonNull(texts.getOrDefault(language, texts.get("en")));
        // a point would be read as thousands elsewhere
        char point = language.equals("en") ? '.' : ',';
        Object[] values = Arrays.stream(nanoCredits)
                .mapToObj(nano -> Credits.decimal(nano).replace('.', point))
                .toArray();
        return text.formatted(values);
    }

    /** A wording that the law has in its own language, once more for the buyer; null: it needs none. */
    static @Nullable String local(Wording wording, String country, String language) {
        return switch (wording) {
            case REVERSE_CHARGE -> REVERSE_CHARGE.get(country);
            case REVERSE_CHARGE_GB -> null;
            case NOT_SUBJECT_44 -> notSubject(language, "44");
            case NOT_SUBJECT_58 -> notSubject(language, "58");
            case SMALL_BUSINESS -> SMALL_BUSINESS.get(language);
        };
    }

    private static @Nullable String notSubject(String language, String article) {
        @Nullable String text = NOT_SUBJECT.get(language);
        return text == null ? null : text.formatted(article);
    }
}
