package io.tallyport.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    /** The example that libraries of Standard Webhooks are tested with. */
    @Test
    void signaturesAreThoseOfStandardWebhooks() {
        WebhookSecret secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void aSecretHas32RandomBytesAndHidesThem() {
        WebhookSecret secret = WebhookSecret.random();
        assertThat(secret.bytes())
                .hasSize(32)
                .isNotEqualTo(WebhookSecret.random().bytes());
        assertThat(secret.toString()).isEqualTo("whsec_...");
    }
}
