package io.tallyport.workbench.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.workbench.launcher.machine.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPaymentsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void withoutAKeyTheSandboxStandsIn() throws Exception {
        assertThat(RealPayments.find(Optional.empty()).isEmpty()).isTrue();
        assertThat(find("openai.api-key=k\n").isEmpty()).isTrue();
    }

    @Test
    void aKeyChoosesStripe() throws Exception {
        assertThat(find("stripe.api-key=sk_test_1\nstripe.webhook-secret=whsec_1\n")
                        .environment())
                .containsEntry("TALLYPORT_PAYMENT_PROVIDER", "stripe")
                .containsEntry("TALLYPORT_PAYMENT_STRIPE_API_KEY", "sk_test_1")
                .containsEntry("TALLYPORT_PAYMENT_STRIPE_WEBHOOK_SECRETS", "whsec_1")
                .doesNotContainKey("TALLYPORT_PAYMENT_STRIPE_BASE_URL");
    }

    @Test
    void aKeyWithoutTheWebhooksSecretStartsNothing() {
        assertThatThrownBy(() -> find("stripe.api-key=sk_test_1\n"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("stripe.webhook-secret");
    }

    private RealPayments find(String content) throws Exception {
        return RealPayments.find(Optional.of(Files.writeString(folder.resolve("tallyport.properties"), content)));
    }
}
