package io.tallyport.web.console;

import io.tallyport.key.ApiKey;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRestrictions.OnExhaustion;
import io.tallyport.ledger.Credits;
import io.tallyport.ledger.PostedEntry;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The codes of the books (money.md sections 2, 3 and 6) in words. */
@Named
@ApplicationScoped
public class Words {
    private static final String CONSUMED = "X.USE";
    private static final int BRIEF_LENGTH = 12;
    private static final int MICROS_TO_MILLIS = 3;
    private static final int PPM_DIGITS = 6;

    static long consumed(PostedEntry entry) {
        if (entry.creditClass().equals(CONSUMED)) {
            return entry.amount();
        }
        return entry.debitClass().equals(CONSUMED) ? -entry.amount() : 0;
    }

    public String account(String accountClass) {
        return switch (accountClass) {
            case "W.P" -> "Paid wallet";
            case "W.B" -> "Bonus wallet";
            case "DEBT" -> "Customer deficit";
            case "X.ISS.P" -> "Paid credits issued";
            case "X.ISS.B" -> "Bonus credits issued";
            case CONSUMED -> "Consumed";
            case "X.EXP" -> "Expired";
            case "X.REF" -> "Refunded";
            case "X.CBK" -> "Charged back";
            case "X.ADJ" -> "Adjusted";
            case "X.WOF" -> "Written off";
            default -> accountClass;
        };
    }

    public String posting(String kind) {
        return switch (kind) {
            case "P1", "P13" -> "Top-up";
            case "P2" -> "Bonus";
            case "P4" -> "Settlement";
            case "P5" -> "Settlement above the hold";
            case "P8" -> "Refund";
            case "P9" -> "Reversal";
            case "P10" -> "Dispute";
            case "P11" -> "Dispute decided";
            case "P12" -> "Adjustment";
            case "P16" -> "Expiry";
            case "P18" -> "Move";
            default -> kind;
        };
    }

    public String outcome(Outcome outcome) {
        return switch (outcome) {
            case B1 -> "Success";
            case B2 -> "Upstream failed";
            case B3 -> "Upstream broke off";
            case B5 -> "Client left early";
            case B6 -> "Client left";
            case B7 -> "Rejected upstream";
            case B10 -> "Success, estimated";
            case B11 -> "Empty answer";
        };
    }

    /** Parts per million as a factor. */
    public String factor(int ppm) {
        return BigDecimal.valueOf(ppm, PPM_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** A request id by its end, which tells neighbours apart; the beginning is the time. */
    public String brief(RequestId id) {
        String text = id.toString();
        return "req_…" + text.substring(text.length() - BRIEF_LENGTH);
    }

    /** What a key may do less than its organisation, a line each. */
    public List<String> limits(ApiKey key) {
        KeyRestrictions limits = key.restrictions();
        List<String> lines = new ArrayList<>();
        if (limits.requestsPerMinute() != null) {
            lines.add(limits.requestsPerMinute() + " requests a minute");
        }
        if (limits.spendCapNano() != null && key.spendLeftNano() != null) {
            lines.add(Credits.decimal(key.spendLeftNano()) + " of " + Credits.decimal(limits.spendCapNano())
                    + " credits left, then " + (limits.onExhaustion() == OnExhaustion.REVOKE ? "revoked" : "refused"));
        }
        if (limits.models() != null) {
            lines.add(String.join(", ", new TreeSet<>(limits.models())));
        }
        if (limits.expiresAt() != null) {
            lines.add((key.expired() ? "expired " : "expires ")
                    + limits.expiresAt().truncatedTo(ChronoUnit.SECONDS));
        }
        if (!limits.addresses().isEmpty()) {
            lines.add("from " + String.join(", ", limits.addresses()));
        }
        return lines;
    }

    /** Microseconds as milliseconds, with one decimal. */
    public String millis(int micros) {
        return BigDecimal.valueOf(micros, MICROS_TO_MILLIS)
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
