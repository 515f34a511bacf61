package io.tallyport.offer;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Credits for a price without tax.
 *
 * @param currency ISO 4217; prices are in its minor units
 * @param amounts what it may be bought for, at the rate of {@code creditsNano} for {@code net}; null: for {@code net} alone
 */
public record CreditPackage(
        long id,
        long sellerId,
        String name,
        String currency,
        long net,
        long creditsNano,
        @Nullable Amounts amounts) {

    /** Minor units. */
    public record Amounts(long least, long most) {}

    /**
     * What credits an amount buys; rounded down.
     *
     * @throws GatewayException 422 for an amount that it may not be bought for
     */
    public long creditsFor(long amount) {
        if (amounts == null) {
            if (amount != net) {
                throw refused("The package " + name + " has a fixed price; leave the amount out.");
            }
            return creditsNano;
        }
        if (amount < amounts.least() || amount > amounts.most()) {
            throw refused("The package " + name + " is sold from " + amounts.least() + " to " + amounts.most()
                    + " minor units of " + currency + ".");
        }
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(creditsNano))
                .divide(BigInteger.valueOf(net))
                .longValueExact();
    }

    private static GatewayException refused(String message) {
        return new GatewayException(ErrorCode.UNPROCESSABLE, message);
    }
}
