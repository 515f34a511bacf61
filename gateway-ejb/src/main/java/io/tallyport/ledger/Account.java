package io.tallyport.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An account of the chart of money.md section 2, by name.
 *
 * @param unit {@code CRD}, or the ISO 4217 code of a money account
 * @param walletId the customer of a customer account
 * @param detail what divides a class of house accounts, such as a provider or model; else empty
 */
public record Account(
        String accountClass, String unit, @Nullable Long walletId, String detail) {
    public static final String CREDITS = "CRD";

    /** A house account of the credit ledger, such as {@code X.USE}. */
    public static Account ofCredits(String accountClass) {
        return new Account(accountClass, CREDITS, null, "");
    }

    public static Account ofMoney(String accountClass, String currency, String detail) {
        return new Account(accountClass, currency, null, detail);
    }

    /** 2100: what a customer has paid for and not used. */
    public static Account unusedCredits(long walletId, String currency) {
        return new Account("2100", currency, walletId, "");
    }
}
