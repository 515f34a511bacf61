package io.tallyport.currency;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rates that two people of finance entered. */
@Stateless
public class ExchangeRates {
    private static final String EURO = "EUR";
    private static final int EURO_EXPONENT = 2;

    @Inject
    private ExchangeRateStore store;

    /**
     * An amount in euro cents, rounded up, at the newest rate.
     *
     * @param minor minor units of {@code currency}
     * @throws GatewayException 422 if no rate was entered
     */
    public long toEuroCents(String currency, long minor) {
        if (currency.equals(EURO)) {
            return minor;
        }
        ExchangeRateStore.Rate rate = store.newest(currency)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "Nothing can be sold in " + currency + " yet: finance has entered no exchange rate for it."));
        return BigDecimal.valueOf(minor)
                .movePointRight(EURO_EXPONENT - rate.exponent())
                .divide(rate.perEuro(), 0, RoundingMode.UP)
                .longValueExact();
    }

    /**
     * How amounts are shown in another currency, at the rates of a day or of the last one before it.
     *
     * @throws GatewayException 422 if no rate was entered
     */
    public Conversion conversion(String from, String to, LocalDate day) {
        ExchangeRateStore.Dated first = required(from, day);
        ExchangeRateStore.Dated second = required(to, day);
        LocalDate older = first.day().isBefore(second.day()) ? first.day() : second.day();
        String source = Stream.of(first.source(), second.source())
                .filter(one -> !one.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        return new Conversion(first.perEuro(), second.perEuro(), first.exponent(), second.exponent(), source, older);
    }

    private ExchangeRateStore.Dated required(String currency, LocalDate day) {
        return store.of(currency, day)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "Finance has entered no exchange rate for " + currency + " of " + day
                                + " or before; tax must be shown in it. Enter one, and the document is made."));
    }

    /** Enters the rate of a day, once. */
    public void enter(String currency, LocalDate day, BigDecimal perEuro, String source, Approval approval) {
        approval.requireTwoPeople();
        store.insert(currency, day, perEuro, source, approval);
    }
}
