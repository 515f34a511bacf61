package io.tallyport.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** Takes money by Stripe's hosted page; what is charged is our own gross, tax included, as one line. */
@ApplicationScoped
class StripeProvider implements PaymentProvider {
    static final String NAME = "stripe";
    private static final String ORDER = "tallyport_order";
    /** Stripe keeps a page open for 30 minutes at least, which a quote no longer has when it is taken up. */
    private static final Duration PAGE_OUTLIVES_QUOTE = Duration.ofMinutes(35);

    private static final long PAGE_SIZE = 100;

    @Inject
    private StripeCalls stripe;

    @Inject
    @ConfigProperty(name = "tallyport.payment.stripe.webhook-secrets")
    private Optional<List<String>> secrets;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return stripe.isConfigured();
    }

    @Override
    public boolean isLive() {
        return stripe.isLive();
    }

    @Override
    public List<String> webhookSecrets() {
        return secrets.orElse(List.of());
    }

    @Override
    public Session open(Checkout checkout) {
        SessionCreateParams wanted = wanted(checkout);
        com.stripe.model.checkout.Session session =
                asked(api -> api.checkout().sessions().create(wanted, key(checkout)));
        return new Session(session.getId(), session.getUrl());
    }

    private static SessionCreateParams wanted(Checkout checkout) {
        String order = String.valueOf(checkout.orderId());
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order)
                .putMetadata(ORDER, order)
                .setSuccessUrl(checkout.returnUrl())
                .setCancelUrl(checkout.returnUrl())
                .setExpiresAt(checkout.endsAt().plus(PAGE_OUTLIVES_QUOTE).getEpochSecond())
                .setPaymentIntentData(PaymentIntentData.builder()
                        .setDescription(checkout.description())
                        .putMetadata(ORDER, order)
                        .build())
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(LineItem.PriceData.builder()
                                .setCurrency(StripeAmounts.stripe(checkout.currency()))
                                .setUnitAmount(StripeAmounts.toStripe(checkout.currency(), checkout.amount()))
                                .setProductData(LineItem.PriceData.ProductData.builder()
                                        .setName(checkout.description())
                                        .build())
                                .build())
                        .build())
                .build();
    }

    /** The order's step; and what is asked for, since Stripe refuses a key that comes again with anything else. */
    private static RequestOptions key(Checkout checkout) {
        UUID content = UUID.nameUUIDFromBytes(checkout.toString().getBytes(StandardCharsets.UTF_8));
        return keyed("order-" + checkout.orderId() + "-checkout-" + content);
    }

    private static RequestOptions keyed(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    @Override
    public Optional<ProviderPayment> payment(String sessionId) {
        SessionRetrieveParams whole = SessionRetrieveParams.builder()
                .addExpand("payment_intent.latest_charge")
                .build();
        try {
            com.stripe.model.checkout.Session session =
                    asked(api -> api.checkout().sessions().retrieve(sessionId, whole));
            String payment = session.getPaymentIntent();
            boolean isPaid = payment != null && "paid".equals(session.getPaymentStatus());
            return Optional.of(StripePayment.of(
                    session, isPaid ? refunds(payment) : List.of(), isPaid ? disputes(payment) : List.of()));
        } catch (StripeCalls.Refused e) {
            if (e.isUnknown()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<Refund> refunds(String payment) {
        RefundListParams of = RefundListParams.builder()
                .setPaymentIntent(payment)
                .setLimit(PAGE_SIZE)
                .build();
        return asked(api -> api.refunds().list(of)).getData();
    }

    private List<Dispute> disputes(String payment) {
        DisputeListParams of = DisputeListParams.builder()
                .setPaymentIntent(payment)
                .setLimit(PAGE_SIZE)
                .build();
        return asked(api -> api.disputes().list(of)).getData();
    }

    @Override
    public ProviderRefund refund(RefundOrder order) {
        RefundCreateParams wanted = RefundCreateParams.builder()
                .setPaymentIntent(order.paymentId())
                .setAmount(StripeAmounts.toStripe(order.currency(), order.amount()))
                .putMetadata(StripePayment.REFUND_KEY, order.key())
                .build();
        return StripePayment.refund(
                asked(api -> api.refunds().create(wanted, keyed(order.key() + "-" + order.paymentId()))));
    }

    @Override
    public List<BalanceLine> balance(Instant from, Instant to) {
        List<BalanceLine> lines = new ArrayList<>();
        String after = "";
        boolean hasMore = true;
        while (hasMore) {
            StripeCollection<BalanceTransaction> page = balancePage(from, to, after);
            page.getData().stream().map(StripeBalance::line).forEach(lines::add);
            hasMore = page.getHasMore() && !page.getData().isEmpty();
            after = hasMore ? page.getData().getLast().getId() : "";
        }
        return lines;
    }

    private StripeCollection<BalanceTransaction> balancePage(Instant from, Instant to, String after) {
        BalanceTransactionListParams.Builder wanted = BalanceTransactionListParams.builder()
                .setCreated(BalanceTransactionListParams.Created.builder()
                        .setGte(from.getEpochSecond())
                        .setLt(to.getEpochSecond())
                        .build())
                .setLimit(PAGE_SIZE)
                .addExpand("data.source");
        if (!after.isEmpty()) {
            wanted.setStartingAfter(after);
        }
        return asked(api -> api.balanceTransactions().list(wanted.build()));
    }

    @Override
    public Event read(byte[] body) {
        return StripeEvent.read(body);
    }

    private <T> T asked(StripeCalls.Question<T> question) {
        try {
            return stripe.ask(question);
        } catch (StripeCalls.Unreachable | FaultToleranceException e) {
            throw new Unavailable(Objects.requireNonNullElse(e.getMessage(), "Stripe cannot be asked"), e);
        }
    }
}
