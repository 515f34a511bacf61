package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.setup.Sales;
import io.tallyport.workbench.launcher.setup.Sales.Address;
import io.tallyport.workbench.launcher.setup.Sales.Amounts;
import io.tallyport.workbench.launcher.setup.Sales.BankAccount;
import io.tallyport.workbench.launcher.setup.Sales.Bonus;
import io.tallyport.workbench.launcher.setup.Sales.Package;
import io.tallyport.workbench.launcher.setup.Sales.Profile;
import io.tallyport.workbench.launcher.setup.Sales.Registration;
import io.tallyport.workbench.launcher.setup.Sales.Seller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo's shop: two invented sellers, five packages in three currencies, a ladder of bonuses. */
final class DemoSales {
    static final String MERCHANT = "Tallyport Beispiel GmbH";
    private static final String BERLIN = "TP";
    private static final String WILMINGTON = "TPUS";
    private static final long LEAST = 500;
    private static final long MOST = 5_000_000;

    private DemoSales() {}

    static Sales sales() {
        return new Sales(
                List.of(berlin(), wilmington()),
                Stream.of(packages(BERLIN, "EUR", 92), packages(WILMINGTON, "USD", 100), packages(BERLIN, "GBP", 80))
                        .flatMap(List::stream)
                        .toList(),
                List.of(new Bonus("100", 10), new Bonus("500", 15), new Bonus("1000", 20)));
    }

    /** A business whose VAT identifier the stand-in for the register takes for valid. */
    static Profile customer() {
        return new Profile("Muster AG", new Address("Beispielweg 12", "20095", "Hamburg", "DE"), "DE100000024", "en");
    }

    /** @param priceOfACredit in the currency's minor units */
    private static List<Package> packages(String seller, String currency, long priceOfACredit) {
        return List.of(
                fixed(seller, "Pilot", currency, 25, priceOfACredit),
                fixed(seller, "Starter", currency, 100, priceOfACredit),
                fixed(seller, "Growth", currency, 500, priceOfACredit),
                fixed(seller, "Enterprise", currency, 5_000, priceOfACredit),
                new Package(
                        seller,
                        "Custom",
                        currency,
                        100 * priceOfACredit,
                        "100",
                        Optional.of(new Amounts(LEAST, MOST))));
    }

    private static Package fixed(String seller, String name, String currency, long credits, long priceOfACredit) {
        return new Package(seller, name, currency, credits * priceOfACredit, String.valueOf(credits), Optional.empty());
    }

    private static Seller berlin() {
        return new Seller(
                BERLIN,
                MERCHANT,
                new Address("Musterstrasse 1", "10115", "Berlin", "DE"),
                "Europe/Berlin",
                Map.of("legalRegistration", "HRB 000001 B"),
                true,
                Optional.of(new BankAccount("Beispielbank", "DE89370400440532013000", "COBADEFFXXX")),
                List.of(new Registration("VAT", "DE", "DE100000016"), new Registration("LOCAL", "GB", "GB100000187")));
    }

    private static Seller wilmington() {
        return new Seller(
                WILMINGTON,
                "Tallyport Example Inc.",
                new Address("100 Sample Street", "19801", "Wilmington", "US"),
                "America/New_York",
                Map.of("legalRegistration", "0000001", "taxNumber", "00-0000001"),
                false,
                Optional.empty(),
                List.of(new Registration("OSS_NON_UNION", "EU", "EU276000017")));
    }
}
