package io.tallyport.tax;

/** What a document must say where no tax is charged. */
public enum Wording {
    REVERSE_CHARGE("Reverse charge"),
    REVERSE_CHARGE_GB("Reverse charge: Customer to account for VAT to the relevant tax authority."),
    NOT_SUBJECT_44("Not subject to VAT - Art. 44 Directive 2006/112/EC"),
    NOT_SUBJECT_58("Not subject to VAT - Art. 58 Directive 2006/112/EC"),
    SMALL_BUSINESS("Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG");

    private final String text;

    Wording(String text) {
        this.text = text;
    }

    /** In the language that the law or the standard names. */
    public String text() {
        return text;
    }
}
