package io.tallyport.payment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentProvidersTest {
    private static final PaymentProvider SANDBOX = new Fake("sandbox", true, false);

    @Test
    void testMoneyNeverStandsBesideALiveKey() {
        List<PaymentProvider> both = List.of(SANDBOX, new Fake("stripe", true, true));
        assertThatThrownBy(() -> PaymentProviders.check(Optional.of("sandbox"), both))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("live key");
        assertThatCode(() -> PaymentProviders.check(Optional.of("stripe"), both))
                .doesNotThrowAnyException();
    }

    @Test
    void aTestKeyMayStandBesideTheSandbox() {
        assertThatCode(() -> PaymentProviders.check(
                        Optional.of("sandbox"), List.of(SANDBOX, new Fake("stripe", true, false))))
                .doesNotThrowAnyException();
        assertThatCode(() -> PaymentProviders.check(Optional.empty(), List.of(SANDBOX, new Fake("stripe", true, true))))
                .doesNotThrowAnyException();
    }

    @Test
    void whoIsUnknownOrLacksAKeyStartsNothing() {
        assertThatThrownBy(() -> PaymentProviders.check(Optional.of("paypal"), List.of(SANDBOX)))
                .hasMessageContaining("there are sandbox");
        assertThatThrownBy(
                        () -> PaymentProviders.check(Optional.of("stripe"), List.of(new Fake("stripe", false, false))))
                .hasMessageContaining("lacks its key");
    }

    private record Fake(String name, boolean isConfigured, boolean isLive) implements PaymentProvider {
        @Override
        public List<String> webhookSecrets() {
            return List.of("whsec");
        }

        @Override
        public Session open(Checkout checkout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ProviderPayment> payment(String sessionId) {
            return Optional.empty();
        }

        @Override
        public ProviderRefund refund(RefundOrder order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SavedMethod> savedMethod(String sessionId) {
            return Optional.empty();
        }

        @Override
        public Session prepare(Checkout checkout, SavedMethod method) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void charge(String sessionId, SavedMethod method) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<BalanceLine> balance(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public Event read(byte[] body) {
            throw new UnsupportedOperationException();
        }
    }
}
