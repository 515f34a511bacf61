package io.tallyport.web.console;

import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKey;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRestrictions.OnExhaustion;
import io.tallyport.ledger.Credits;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The limits of a key as a person types them; an empty field is no limit. */
public class KeyForm implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NANO_DIGITS = 9;

    private String requestsPerMinute = "";
    private String spendCap = "";
    private OnExhaustion onExhaustion = OnExhaustion.REVOKE;
    private String models = "";
    private String expires = "";
    private String addresses = "";

    static KeyForm of(ApiKey key) {
        KeyRestrictions restrictions = key.restrictions();
        KeyForm form = new KeyForm();
        form.requestsPerMinute = text(restrictions.requestsPerMinute());
        form.spendCap = restrictions.spendCapNano() == null ? "" : Credits.decimal(restrictions.spendCapNano());
        form.onExhaustion = restrictions.onExhaustion();
        form.models = restrictions.models() == null ? "" : String.join(", ", new TreeSet<>(restrictions.models()));
        form.expires = text(restrictions.expiresAt());
        form.addresses = String.join(", ", restrictions.addresses());
        return form;
    }

    /** @throws GatewayException 400 in words for whoever typed it */
    KeyRestrictions restrictions() {
        Set<String> allowed = Set.copyOf(items(models));
        return new KeyRestrictions(
                requestsPerMinute.isBlank() ? null : number(requestsPerMinute),
                spendCap.isBlank() ? null : nano(spendCap),
                onExhaustion,
                allowed,
                expires.isBlank() ? null : moment(expires),
                items(addresses));
    }

    /** A day's beginning in UTC, or a moment as ISO 8601 writes it. */
    static Instant moment(String typed) {
        String text = typed.strip();
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw GatewayException.invalid(
                    "time",
                    "'" + text + "' is no date: write 2027-01-31, or 2027-01-31T18:00:00Z for a moment in UTC.");
        }
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            throw GatewayException.invalid(
                    "requests_per_minute", "Requests per minute is a whole number of at least 1.");
        }
    }

    private static long nano(String typed) {
        try {
            return new BigDecimal(typed.strip()).movePointRight(NANO_DIGITS).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw GatewayException.invalid("spend_cap", "The spend cap is an amount of credits such as 25 or 0.5.");
        }
    }

    private static List<String> items(String typed) {
        return Arrays.stream(typed.split("[,\\s]+", -1))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    public String getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(String requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public String getSpendCap() {
        return spendCap;
    }

    public void setSpendCap(String spendCap) {
        this.spendCap = spendCap;
    }

    public OnExhaustion getOnExhaustion() {
        return onExhaustion;
    }

    public void setOnExhaustion(OnExhaustion onExhaustion) {
        this.onExhaustion = onExhaustion;
    }

    public String getModels() {
        return models;
    }

    public void setModels(String models) {
        this.models = models;
    }

    public String getExpires() {
        return expires;
    }

    public void setExpires(String expires) {
        this.expires = expires;
    }

    public String getAddresses() {
        return addresses;
    }

    public void setAddresses(String addresses) {
        this.addresses = addresses;
    }
}
