package io.tallyport.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import io.tallyport.payment.PaymentProvider.Checkout;
import io.tallyport.payment.SavedMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payment intents of buyers who are away. */
final class StripeOffSession {
    private static final char BETWEEN = ':';

    private StripeOffSession() {}

    static boolean isIntent(String sessionId) {
        return sessionId.startsWith("pi_");
    }

    /** @param session with its payment intent expanded */
    static Optional<SavedMethod> saved(Session session) {
        @Nullable PaymentIntent intent = session.getPaymentIntentObject();
        boolean isSaved = intent != null
                && intent.getPaymentMethod() != null
                && session.getCustomer() != null
                && "off_session".equals(intent.getSetupFutureUsage())
                && "succeeded".equals(intent.getStatus());
        return isSaved
                ? Optional.of(new SavedMethod(
                        StripeProvider.NAME,
                        session.getCustomer() + BETWEEN + intent.getPaymentMethod(),
                        StripePayment.instrument(intent.getLatestChargeObject())))
                : Optional.empty();
    }

    /** Not confirmed yet: no money moves. */
    static PaymentIntentCreateParams wanted(Checkout checkout, SavedMethod method) {
        int between = method.reference().indexOf(BETWEEN);
        return PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.toStripe(checkout.currency(), checkout.amount()))
                .setCurrency(StripeAmounts.stripe(checkout.currency()))
                .setCustomer(method.reference().substring(0, between))
                .setPaymentMethod(method.reference().substring(between + 1))
                .setDescription(checkout.description())
                .putMetadata(StripeProvider.ORDER, String.valueOf(checkout.orderId()))
                .build();
    }

    static PaymentIntentConfirmParams confirmed() {
        return PaymentIntentConfirmParams.builder().setOffSession(true).build();
    }
}
