package io.tallyport.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider whose hosted page takes the money; card data never comes here. Calls go over the network: no
 * transaction may be open. Each throws {@link Unavailable} where the provider cannot be asked now.
 */
public interface PaymentProvider {

    /** As orders and accounts (1100) name it. */
    String name();

    /** Whether it has what it needs to be used, such as a key. */
    boolean isConfigured();

    /** Whether its money is real. */
    boolean isLive();

    /** Of its webhooks, all that are active: two while one replaces the other. */
    List<String> webhookSecrets();

    /** Opens a page for an order; the same order again gets the same page. */
    Session open(Checkout checkout);

    /** A payment as it stands. */
    Optional<ProviderPayment> payment(String sessionId);

    /** Gives money of a payment back; the same key again is the same refund. */
    ProviderRefund refund(RefundOrder order);

    /**
     * What moved our balance there.
     *
     * @param from inclusive, to the second
     * @param to exclusive
     */
    List<BalanceLine> balance(Instant from, Instant to);

    /** What was saved with the payment of a page that was opened so; empty: nothing. */
    Optional<SavedMethod> savedMethod(String sessionId);

    /** Makes ready to charge a saved method; no money moves yet. The same order again gets the same session. */
    Session prepare(Checkout checkout, SavedMethod method);

    /** Charges what was prepared, once however often; what came of it is told by {@link #payment}. */
    void charge(String sessionId, SavedMethod method);

    /**
     * What an event is about, without believing more of it.
     *
     * @throws IllegalArgumentException if the body is no event of this provider
     */
    Event read(byte[] body);

    /**
     * An order as the buyer is to pay it.
     *
     * @param amount with tax, minor units of {@code currency}
     * @param returnUrl where the buyer comes back to; it credits nothing
     * @param savesMethod whether what it is paid with may be charged again while the buyer is away
     */
    record Checkout(
            long orderId,
            String currency,
            long amount,
            String description,
            String returnUrl,
            Instant endsAt,
            boolean savesMethod) {}

    record Session(String id, String url) {}

    /** @param amount with tax, minor units of {@code currency} */
    record RefundOrder(String key, String paymentId, String currency, long amount) {}

    /**
     * About nothing that we follow if both are null.
     *
     * @param paymentId where the provider tells of the money (a refund, a dispute) and not of its page
     */
    record Event(
            String id,
            boolean live,
            @Nullable String sessionId,
            @Nullable String paymentId) {}

    /** The provider cannot be asked now; the same question later may be answered. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
