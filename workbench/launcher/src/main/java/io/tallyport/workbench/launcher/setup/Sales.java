package io.tallyport.workbench.launcher.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The setup file's part about selling. */
public record Sales(List<Seller> sellers, List<Package> packages, List<Bonus> bonuses) {

    /** @param country ISO 3166 alpha-2 */
    public record Address(String street, String postcode, String city, String country) {}

    public record BankAccount(String bank, String iban, String bic) {}

    /** @param kind VAT, OSS_UNION, OSS_NON_UNION or LOCAL */
    public record Registration(String kind, String jurisdiction, String number) {}

    /**
     * @param identifiers {@code legalRegistration}, {@code taxNumber}
     * @param taxesAtBuyer whether consumers elsewhere in the European Union pay their own country's tax by choice
     */
    public record Seller(
            String code,
            String name,
            Address address,
            String timeZone,
            Map<String, String> identifiers,
            boolean taxesAtBuyer,
            Optional<BankAccount> bankAccount,
            List<Registration> registrations) {}

    /** Minor units. */
    public record Amounts(long least, long most) {}

    /**
     * @param seller its code
     * @param net minor units of {@code currency}
     * @param credits a decimal
     * @param amounts empty: for {@code net} alone
     */
    public record Package(
            String seller, String name, String currency, long net, String credits, Optional<Amounts> amounts) {}

    /** @param from paid credits, a decimal */
    public record Bonus(String from, int percent) {}

    /** A business as its documents name it. */
    public record Profile(String name, Address address, String vatId, String language) {}
}
