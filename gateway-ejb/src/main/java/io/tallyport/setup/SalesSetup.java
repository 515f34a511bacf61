package io.tallyport.setup;

import io.tallyport.billing.BillingProfile;
import io.tallyport.offer.BonusRule;
import io.tallyport.offer.CreditPackage;
import io.tallyport.seller.Seller;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the setup file says of selling: who sells, what for, and with which bonus. */
record SalesSetup(List<SellingEntity> sellers, List<Package> packages, List<Bonus> bonuses) {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_PER_PERCENT = 10_000;

    SalesSetup {
        sellers = copy(sellers);
        packages = copy(packages);
        bonuses = copy(bonuses);
    }

    /** As {@link Seller}, whose id it has none of. */
    record SellingEntity(
            String code,
            String name,
            Seller.Address address,
            String timeZone,
            @Nullable String legalRegistration,
            @Nullable String taxNumber,
            boolean smallBusiness,
            boolean taxesAtBuyer,
            Seller.@Nullable BankAccount bankAccount,
            List<Seller.Registration> registrations) {

        Seller seller() {
            return new Seller(
                    0,
                    code,
                    name,
                    address,
                    timeZone,
                    legalRegistration,
                    taxNumber,
                    smallBusiness,
                    taxesAtBuyer,
                    bankAccount,
                    copy(registrations));
        }
    }

    /**
     * @param seller its code
     * @param net minor units of {@code currency}
     * @param credits decimal, at most nine places
     * @param amounts what it may be bought for; null: for {@code net} alone
     */
    record Package(
            String seller,
            String name,
            String currency,
            long net,
            BigDecimal credits,
            CreditPackage.@Nullable Amounts amounts) {
        CreditPackage of(long sellerId) {
            return new CreditPackage(0, sellerId, name, currency, net, nano(credits), amounts);
        }
    }

    /**
     * @param from paid credits, decimal
     * @param lotDays after which the bonus expires; null: never
     */
    record Bonus(
            BigDecimal from,
            int percent,
            boolean firstOrderOnly,
            @Nullable BigDecimal most,
            @Nullable Integer lotDays) {
        BonusRule rule() {
            return new BonusRule(
                    0,
                    nano(from),
                    Math.multiplyExact(percent, PPM_PER_PERCENT),
                    firstOrderOnly,
                    most == null ? null : nano(most),
                    lotDays);
        }
    }

    /** What stands on a customer's documents, unless somebody has said otherwise since. */
    record Profile(
            String name,
            String street,
            String postcode,
            String city,
            @Nullable String region,
            String country,
            boolean business,
            @Nullable String vatId,
            @Nullable String legalRegistration,
            String language) {
        BillingProfile profile() {
            return new BillingProfile(
                    name,
                    street,
                    postcode,
                    city,
                    region,
                    country,
                    business,
                    vatId,
                    legalRegistration,
                    language,
                    null,
                    null);
        }
    }

    private static long nano(BigDecimal credits) {
        return credits.movePointRight(NANO_DIGITS).longValueExact();
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }
}
