package io.tallyport.currency;

import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Amounts of money as people write them. */
@ApplicationScoped
public class Currencies {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,16})?");

    @Inject
    private ExchangeRateStore store;

    private final Map<String, Integer> exponents = new ConcurrentHashMap<>();

    /** Such as {@code 39.66}, with all digits that the currency has. */
    public String decimal(String currency, long minor) {
        return BigDecimal.valueOf(minor, exponent(currency)).toPlainString();
    }

    /**
     * Minor units.
     *
     * @throws GatewayException 400 that names the field for what is no amount of this currency
     */
    public long minor(String field, String currency, String decimal) {
        if (!AMOUNT.matcher(decimal).matches()) {
            throw GatewayException.invalid(
                    field, field + " is a decimal such as 25 or 25.00, without signs or commas.");
        }
        int exponent = exponent(currency);
        try {
            return new BigDecimal(decimal).movePointRight(exponent).longValueExact();
        } catch (ArithmeticException e) {
            throw GatewayException.invalid(
                    field,
                    field + " has more decimals than the " + exponent + " of " + currency + ", or is too large.");
        }
    }

    /**
     * Money as JSON tells it, to callers and to webhooks: as people read it, in minor units, and whose.
     *
     * @param minor minor units
     */
    public Map<String, String> fields(String currency, long minor) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("amount", decimal(currency, minor));
        fields.put("amount_minor", Long.toString(minor));
        fields.put("currency", currency);
        return fields;
    }

    private int exponent(String currency) {
        return exponents.computeIfAbsent(currency, store::exponent);
    }
}
