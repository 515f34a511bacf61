package io.tallyport.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.payment.PaymentProvider.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeEventTest {
    @Test
    void anEventOfAPageSaysWhichPage() {
        assertThat(read("""
                {"id":"evt_1","object":"event","type":"checkout.session.completed","livemode":true,"data":{"object":
                 {"id":"cs_1","object":"checkout.session","payment_intent":"pi_1","payment_status":"paid"}}}
                """)).isEqualTo(new Event("evt_1", true, "cs_1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"charge.refunded", "refund.failed", "charge.dispute.created", "charge.dispute.closed"})
    void anEventOfMoneySaysWhichPayment(String type) {
        assertThat(read("""
                {"id":"evt_2","type":"%s","livemode":false,"data":{"object":{"id":"x_1","object":"x","payment_intent":"pi_1"}}}
                """.formatted(type))).isEqualTo(new Event("evt_2", false, null, "pi_1"));
    }

    @Test
    void othersAreAboutNothingThatWeFollow() {
        assertThat(read("{\"id\":\"evt_3\",\"type\":\"customer.created\",\"livemode\":false,\"data\":{\"object\":"
                        + "{\"id\":\"cus_1\",\"object\":\"customer\",\"payment_intent\":\"pi_1\"}}}"))
                .isEqualTo(new Event("evt_3", false, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"evt\"",
                "{",
                "{\"id\":\"evt_1\"}",
                "{\"livemode\":true}",
                "{\"id\":\"evt_1\",\"livemode\":\"true\"}"
            })
    void whatIsNoEventIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Event read(String body) {
        return StripeEvent.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
