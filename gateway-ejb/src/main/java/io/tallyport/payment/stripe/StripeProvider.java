package io.tallyport.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
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
import io.tallyport.payment.SavedMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private static final Logger LOG = System.getLogger(StripeProvider.class.getName());
    static final String NAME = "stripe";
    static final String ORDER = "tallyport_order";
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
        SessionCreateParams.Builder wanted = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order)
                .putMetadata(ORDER, order)
                .setSuccessUrl(checkout.returnUrl())
                .setCancelUrl(checkout.returnUrl())
                .setExpiresAt(checkout.endsAt().plus(PAGE_OUTLIVES_QUOTE).getEpochSecond())
                .setPaymentIntentData(moneyOf(checkout, order))
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(LineItem.PriceData.builder()
                                .setCurrency(StripeAmounts.stripe(checkout.currency()))
                                .setUnitAmount(StripeAmounts.toStripe(checkout.currency(), checkout.amount()))
                                .setProductData(LineItem.PriceData.ProductData.builder()
                                        .setName(checkout.description())
                                        .build())
                                .build())
                        .build());
        if (checkout.savesMethod()) {
            wanted.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS);
        }
        return wanted.build();
    }

    private static PaymentIntentData moneyOf(Checkout checkout, String order) {
        PaymentIntentData.Builder money = PaymentIntentData.builder()
                .setDescription(checkout.description())
                .putMetadata(ORDER, order);
        if (checkout.savesMethod()) {
            money.setSetupFutureUsage(PaymentIntentData.SetupFutureUsage.OFF_SESSION);
        }
        return money.build();
    }

    /** The order's step; and what is asked for, since Stripe refuses a key that comes again with anything else. */
    private static RequestOptions key(Checkout checkout) {
        return keyed("order-" + checkout.orderId() + "-checkout-" + digest(checkout));
    }

    private static UUID digest(Object content) {
        return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static RequestOptions keyed(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    @Override
    public Optional<ProviderPayment> payment(String sessionId) {
        try {
            return Optional.of(
                    StripeOffSession.isIntent(sessionId) ? ofIntent(sessionId) : ofSession(session(sessionId)));
        } catch (StripeCalls.Refused e) {
            if (e.isUnknown()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private com.stripe.model.checkout.Session session(String id) {
        SessionRetrieveParams whole = SessionRetrieveParams.builder()
                .addExpand("payment_intent.latest_charge")
                .build();
        return asked(api -> api.checkout().sessions().retrieve(id, whole));
    }

    private ProviderPayment ofSession(com.stripe.model.checkout.Session session) {
        String payment = session.getPaymentIntent();
        boolean isPaid = payment != null && "paid".equals(session.getPaymentStatus());
        return StripePayment.of(session, isPaid ? refunds(payment) : List.of(), isPaid ? disputes(payment) : List.of());
    }

    private ProviderPayment ofIntent(String id) {
        PaymentIntentRetrieveParams whole =
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();
        PaymentIntent intent = asked(api -> api.paymentIntents().retrieve(id, whole));
        boolean isPaid = "succeeded".equals(intent.getStatus());
        return StripePayment.of(intent, isPaid ? refunds(id) : List.of(), isPaid ? disputes(id) : List.of());
    }

    @Override
    public Optional<SavedMethod> savedMethod(String sessionId) {
        return StripeOffSession.isIntent(sessionId) ? Optional.empty() : StripeOffSession.saved(session(sessionId));
    }

    @Override
    public Session prepare(Checkout checkout, SavedMethod method) {
        String key = "order-" + checkout.orderId() + "-prepare-" + digest(checkout + method.reference());
        PaymentIntent intent =
                asked(api -> api.paymentIntents().create(StripeOffSession.wanted(checkout, method), keyed(key)));
        return new Session(intent.getId(), "");
    }

    @Override
    public void charge(String sessionId, SavedMethod method) {
        try {
            asked(api -> api.paymentIntents()
                    .confirm(sessionId, StripeOffSession.confirmed(), keyed("confirm-" + sessionId)));
        } catch (StripeCalls.Refused e) {
            // a card that is declined, or charged already: the payment intent itself says which
            LOG.log(Level.INFO, "The payment " + sessionId + " was not confirmed", e);
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
