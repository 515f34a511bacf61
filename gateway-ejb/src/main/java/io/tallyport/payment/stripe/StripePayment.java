package io.tallyport.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import io.tallyport.payment.ProviderRefund;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Stripe's objects say of a payment. */
final class StripePayment {
    static final String REFUND_KEY = "tallyport_key";
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");
    /** Of a payment intent whose page is complete: the money did not come after all. */
    private static final Set<String> NOT_COMING = Set.of("requires_payment_method", "canceled");
    /** An inquiry takes no money back. */
    private static final String INQUIRY = "warning_";

    private StripePayment() {}

    /** @param session with its payment intent and that one's latest charge expanded */
    static ProviderPayment of(Session session, List<Refund> refunds, List<Dispute> disputes) {
        @Nullable PaymentIntent intent = session.getPaymentIntentObject();
        Status status = status(session, intent);
        // what was received, where there is something
        boolean isReceived = status == Status.PAID && intent != null;
        String currency = isReceived ? intent.getCurrency() : session.getCurrency();
        long amount = isReceived ? intent.getAmountReceived() : session.getAmountTotal();
        return new ProviderPayment(
                StripeProvider.NAME,
                session.getId(),
                session.getPaymentIntent(),
                status,
                StripeAmounts.iso(currency),
                StripeAmounts.fromStripe(currency, amount),
                session.getLivemode(),
                order(session.getClientReferenceId()),
                intent == null ? null : instrument(intent.getLatestChargeObject()),
                intent == null ? null : country(intent.getLatestChargeObject()),
                refunds.stream().map(StripePayment::refund).toList(),
                dispute(disputes));
    }

    /** @param intent of a buyer who is away, with its latest charge expanded: it is its own session */
    static ProviderPayment of(PaymentIntent intent, List<Refund> refunds, List<Dispute> disputes) {
        Status status =
                switch (intent.getStatus()) {
                    case "succeeded" -> Status.PAID;
                    case "processing" -> Status.PROCESSING;
                    case "requires_confirmation" -> Status.OPEN;
                    // a bank that wants to see the buyer says no here
                    default -> Status.FAILED;
                };
        return new ProviderPayment(
                StripeProvider.NAME,
                intent.getId(),
                intent.getId(),
                status,
                StripeAmounts.iso(intent.getCurrency()),
                StripeAmounts.fromStripe(
                        intent.getCurrency(), status == Status.PAID ? intent.getAmountReceived() : intent.getAmount()),
                intent.getLivemode(),
                order(intent.getMetadata().get(StripeProvider.ORDER)),
                instrument(intent.getLatestChargeObject()),
                country(intent.getLatestChargeObject()),
                refunds.stream().map(StripePayment::refund).toList(),
                dispute(disputes));
    }

    private static Status status(Session session, @Nullable PaymentIntent intent) {
        if ("expired".equals(session.getStatus())) {
            return Status.EXPIRED;
        }
        if (!"complete".equals(session.getStatus())) {
            return Status.OPEN;
        }
        if (!"unpaid".equals(session.getPaymentStatus())) {
            return Status.PAID;
        }
        return intent != null && NOT_COMING.contains(intent.getStatus()) ? Status.FAILED : Status.PROCESSING;
    }

    private static @Nullable Long order(@Nullable String reference) {
        return reference != null && ORDER.matcher(reference).matches() ? Long.valueOf(reference) : null;
    }

    /** Where the card was issued, or the account is held. */
    private static @Nullable String country(@Nullable Charge charge) {
        Charge.@Nullable PaymentMethodDetails details = charge == null ? null : charge.getPaymentMethodDetails();
        if (details == null) {
            return null;
        }
        if (details.getCard() != null) {
            return details.getCard().getCountry();
        }
        return details.getSepaDebit() == null ? null : details.getSepaDebit().getCountry();
    }

    /** VISA **** 4242 */
    static @Nullable String instrument(@Nullable Charge charge) {
        Charge.@Nullable PaymentMethodDetails details = charge == null ? null : charge.getPaymentMethodDetails();
        if (details == null) {
            return null;
        }
        if (details.getCard() != null) {
            return masked(details.getCard().getBrand(), details.getCard().getLast4());
        }
        if (details.getSepaDebit() != null) {
            return masked("SEPA", details.getSepaDebit().getLast4());
        }
        return String.valueOf(details.getType()).toUpperCase(Locale.ROOT).replace('_', ' ');
    }

    private static String masked(@Nullable String brand, @Nullable String last4) {
        return Objects.requireNonNullElse(brand, "card").toUpperCase(Locale.ROOT) + " **** " + last4;
    }

    static ProviderRefund refund(Refund refund) {
        ProviderRefund.Status status =
                switch (String.valueOf(refund.getStatus())) {
                    case "succeeded" -> ProviderRefund.Status.SUCCEEDED;
                    case "failed", "canceled" -> ProviderRefund.Status.FAILED;
                    default -> ProviderRefund.Status.PENDING;
                };
        @Nullable
        String key = refund.getMetadata() == null ? null : refund.getMetadata().get(REFUND_KEY);
        return new ProviderRefund(
                refund.getId(), key, StripeAmounts.fromStripe(refund.getCurrency(), refund.getAmount()), status);
    }

    /** @param disputes newest first */
    private static @Nullable ProviderDispute dispute(List<Dispute> disputes) {
        Optional<Dispute> newest = disputes.stream()
                .filter(one ->
                        !one.getStatus().startsWith(INQUIRY) && !one.getStatus().equals("prevented"))
                .findFirst();
        return newest.map(dispute -> new ProviderDispute(
                        dispute.getId(),
                        StripeAmounts.fromStripe(dispute.getCurrency(), dispute.getAmount()),
                        fee(dispute),
                        switch (dispute.getStatus()) {
                            case "won" -> ProviderDispute.Status.WON;
                            case "lost" -> ProviderDispute.Status.LOST;
                            default -> ProviderDispute.Status.OPEN;
                        }))
                .orElse(null);
    }

    /** What Stripe keeps for it in the payment's currency; 0 where it keeps it in another, which the balance tells. */
    private static long fee(Dispute dispute) {
        long fee = Objects.requireNonNullElse(dispute.getBalanceTransactions(), List.<BalanceTransaction>of()).stream()
                .filter(line -> line.getCurrency().equals(dispute.getCurrency()))
                .mapToLong(BalanceTransaction::getFee)
                .sum();
        return StripeAmounts.fromStripe(dispute.getCurrency(), Math.max(0, fee));
    }
}
