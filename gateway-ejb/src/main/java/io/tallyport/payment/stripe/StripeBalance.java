package io.tallyport.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.BalanceTransactionSource;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.BalanceLine.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Stripe's balance transactions say. */
final class StripeBalance {
    private StripeBalance() {}

    /** @param transaction with its source expanded */
    static BalanceLine line(BalanceTransaction transaction) {
        Type type = type(transaction.getReportingCategory());
        String currency = transaction.getCurrency();
        long amount = StripeAmounts.fromStripe(currency, transaction.getAmount());
        long fee = StripeAmounts.fromStripe(currency, transaction.getFee());
        // a fee of its own comes as an amount
        boolean isFee = type == Type.FEE;
        return new BalanceLine(
                transaction.getId(),
                type,
                StripeAmounts.iso(currency),
                isFee ? 0 : amount,
                isFee ? Math.subtractExact(fee, amount) : fee,
                paymentId(transaction.getSourceObject()),
                sourceId(transaction.getSourceObject()),
                Instant.ofEpochSecond(transaction.getCreated()));
    }

    private static Type type(@Nullable String category) {
        return switch (String.valueOf(category)) {
            case "charge" -> Type.CHARGE;
            case "refund", "partial_capture_reversal" -> Type.REFUND;
            case "refund_failure" -> Type.REFUND_FAILURE;
            case "dispute" -> Type.DISPUTE;
            case "dispute_reversal" -> Type.DISPUTE_REVERSAL;
            case "fee", "network_cost", "tax" -> Type.FEE;
            case "payout", "payout_reversal" -> Type.PAYOUT;
            default -> Type.OTHER;
        };
    }

    private static @Nullable String paymentId(@Nullable BalanceTransactionSource source) {
        return switch (source) {
            case Charge charge -> charge.getPaymentIntent();
            case Refund refund -> refund.getPaymentIntent();
            case Dispute dispute -> dispute.getPaymentIntent();
            case null, default -> null;
        };
    }

    private static @Nullable String sourceId(@Nullable BalanceTransactionSource source) {
        return switch (source) {
            case Refund refund -> refund.getId();
            case Dispute dispute -> dispute.getId();
            case null, default -> null;
        };
    }
}
