package io.tallyport.seller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A legal entity that sells credits.
 *
 * @param code begins the numbers of its documents, such as TP
 * @param timeZone whose day dates its documents, such as Europe/Berlin
 * @param legalRegistration in its country's register of companies
 * @param taxNumber where it has no VAT identifier
 * @param taxesAtBuyer whether it charges consumers of other member states their own country's tax by choice
 * @param registrations in force
 */
public record Seller(
        long id,
        String code,
        String name,
        Address address,
        String timeZone,
        @Nullable String legalRegistration,
        @Nullable String taxNumber,
        boolean smallBusiness,
        boolean taxesAtBuyer,
        @Nullable BankAccount bankAccount,
        List<Registration> registrations) {

    /** @param country ISO 3166 alpha-2 */
    public record Address(String street, String postcode, String city, String country) {}

    /** Where buyers transfer money to. */
    public record BankAccount(String bank, String iban, String bic) {}

    /** @param jurisdiction whose tax, such as DE, GB or ES-CN; EU for a one-stop shop */
    public record Registration(Kind kind, String jurisdiction, String number) {

        public enum Kind {
            /** For value added tax in its own country. */
            VAT,
            OSS_UNION,
            OSS_NON_UNION,
            /** For the tax of a place outside its own country. */
            LOCAL
        }
    }
}
