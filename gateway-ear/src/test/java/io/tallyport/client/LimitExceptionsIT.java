package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits as the vendors' own Java clients throw them. */
@ExtendWith(BooksCheck.class)
class LimitExceptionsIT {
    private final Bed bed = Bed.shared();

    @Test
    void aLimitThatIsMetIsTheClientsRateLimitException() {
        Customer customer = bed.limited(1);
        assertThat(bed.chat(
                                customer,
                                "{\"model\":\"gpt-4o-mini\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                        .send()
                        .status())
                .isEqualTo(200);

        assertThatThrownBy(() -> chat(customer))
                .isInstanceOfSatisfying(com.openai.errors.RateLimitException.class, e -> {
                    assertThat(e.headers().values("retry-after").getFirst()).matches("[0-9]+");
                    assertThat(e.headers().values("x-ratelimit-remaining-requests"))
                            .containsExactly("0");
                    assertThat(e.getMessage()).contains("Your organisation's limit is 1 requests per minute");
                });
        assertThatThrownBy(() -> message(customer))
                .isInstanceOfSatisfying(com.anthropic.errors.RateLimitException.class, e -> {
                    assertThat(e.headers().values("retry-after").getFirst()).matches("[0-9]+");
                    assertThat(e.headers().values("anthropic-ratelimit-requests-remaining"))
                            .containsExactly("0");
                    assertThat(e.getMessage()).contains("Your organisation's limit is 1 requests per minute");
                });
    }

    @Test
    void keysThatMayNotAreTheClientsOwnExceptions() {
        Customer elsewhere = bed.customer();
        bed.books().update("UPDATE api_key SET addresses = '{192.0.2.0/24}' WHERE public_id = ?", elsewhere.keyId());
        assertThatThrownBy(() -> chat(elsewhere)).isInstanceOf(com.openai.errors.PermissionDeniedException.class);
        assertThatThrownBy(() -> message(elsewhere)).isInstanceOf(com.anthropic.errors.PermissionDeniedException.class);

        Customer expired = bed.customer();
        bed.books().update("UPDATE api_key SET expires_at = clock_timestamp() WHERE public_id = ?", expired.keyId());
        assertThatThrownBy(() -> chat(expired)).isInstanceOf(com.openai.errors.UnauthorizedException.class);
        assertThatThrownBy(() -> message(expired)).isInstanceOf(com.anthropic.errors.UnauthorizedException.class);
    }

    private void chat(Customer customer) {
        OpenAIClient client = JavaClients.openai(bed, customer.key());
        try {
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("gpt-4o-mini")
                            .maxCompletionTokens(2)
                            .addUserMessage("hi")
                            .build());
        } finally {
            client.close();
        }
    }

    private void message(Customer customer) {
        AnthropicClient client = JavaClients.anthropic(bed, customer.key());
        try {
            client.messages()
                    .create(MessageCreateParams.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(2)
                            .addUserMessage("hi")
                            .build());
        } finally {
            client.close();
        }
    }
}
