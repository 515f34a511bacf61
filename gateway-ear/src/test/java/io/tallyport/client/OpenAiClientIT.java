package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's own Java client, unmodified but for its base URL. */
@ExtendWith(BooksCheck.class)
class OpenAiClientIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();
    private final OpenAIClient client = client(customer.key());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aCompletionIsReadAndPaid() {
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(params("tokens=12", ""))) {
            ChatCompletion completion = response.parse();

            assertThat(completion.choices().getFirst().message().content()).isPresent();
            UsageRow row = row(response.headers().values("x-request-id").getFirst());
            assertThat(row.output())
                    .isEqualTo(completion.usage().orElseThrow().completionTokens())
                    .isEqualTo(12);
            assertThat(row.input()).isEqualTo(completion.usage().orElseThrow().promptTokens());
            assertThat(row.debit()).isPositive();
        }
    }

    @Test
    void aStreamIsReadToItsEndAndPaid() {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params("tokens=15", ""))) {
            stream.stream().forEach(chunk -> {
                assertThat(chunk.choices()).isNotEmpty();
                assertThat(chunk.usage()).isEmpty();
                chunk.choices().getFirst().delta().content().ifPresent(text::append);
            });
        }

        assertThat(text.toString().strip().split("\\s+")).hasSize(15);
        List<UsageRow> rows = bed.books().usageOf(customer);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().output()).isEqualTo(15);
    }

    @Test
    void aStreamWithUsageEndsWithTheUsageThatIsCharged() {
        ChatCompletionCreateParams params = params("tokens=15", "").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();

            assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
                    .isEqualTo(15);
        }
    }

    @Test
    void refusalsBecomeTheClientsOwnExceptions() {
        OpenAIClient stranger = client("sk-tp-" + "x".repeat(55));
        OpenAIClient pauper = client(bed.customer("0").key());
        assertThatThrownBy(() -> stranger.chat().completions().create(params("", "")))
                .isInstanceOfSatisfying(
                        UnauthorizedException.class, e -> assertThat(e.code()).contains("invalid_api_key"));
        assertThatThrownBy(() -> pauper.chat().completions().create(params("", "")))
                .isInstanceOfSatisfying(OpenAIServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(402);
                    assertThat(e.code()).contains("insufficient_credits");
                });
        stranger.close();
        pauper.close();
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("", "").toBuilder()
                                .model("no-such-model")
                                .build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("", "").toBuilder().n(100_000).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("n"));
    }

    @Test
    void upstreamFailuresBecomeTheClientsOwnExceptions() {
        assertThatThrownBy(() -> client.chat().completions().create(params("", "status=429;retry_after=3")))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.headers().values("retry-after")).containsExactly("3"));
        assertThatThrownBy(() -> client.chat().completions().create(params("", "status=500")))
                .isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> client.chat().completions().create(params("", "status=503")))
                .isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> client.chat().completions().create(params("", "refuse")))
                .isInstanceOfSatisfying(InternalServerException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(502));
    }

    @Test
    void aForbiddenModelBecomesPermissionDenied() {
        bed.books().update("UPDATE api_key SET models = '{gpt-4.1}' WHERE public_id = ?", customer.keyId());

        assertThatThrownBy(() -> client.chat().completions().create(params("", "")))
                .isInstanceOf(PermissionDeniedException.class);
    }

    @Test
    void aBreakInMidStreamIsAnErrorAndNoEnd() {
        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream =
                            client.chat().completions().createStreaming(params("tokens=30", "after=8;cut"))) {
                        stream.stream().forEach(chunk -> {});
                    }
                })
                .isInstanceOf(com.openai.errors.OpenAIException.class);
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().autoPager().stream().map(model -> model.id()))
                .contains("gpt-4o-mini", "claude-sonnet-4-5");
        assertThat(client.models().retrieve("gpt-4o-mini").ownedBy()).isEqualTo("openai");
    }

    private UsageRow row(String requestId) {
        return bed.books().usage(Reply.callId(requestId)).orElseThrow();
    }

    private static ChatCompletionCreateParams params(String output, String fault) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .maxCompletionTokens(40)
                .addUserMessage("Say something about the sea.");
        if (!output.isEmpty()) {
            params.putAdditionalHeader("x-sim-output", output);
        }
        if (!fault.isEmpty()) {
            params.putAdditionalHeader("x-sim-fault", fault);
        }
        return params.build();
    }

    private OpenAIClient client(String key) {
        return JavaClients.openai(bed, key);
    }
}
