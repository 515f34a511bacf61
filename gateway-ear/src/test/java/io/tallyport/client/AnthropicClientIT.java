package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Anthropic's own Java client, unmodified but for its base URL. */
@ExtendWith(BooksCheck.class)
class AnthropicClientIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();
    private final AnthropicClient client = client(customer.key());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aMessageIsReadAndPaid() {
        try (HttpResponseFor<Message> response =
                client.messages().withRawResponse().create(params("tokens=12", ""))) {
            Message message = response.parse();

            assertThat(message.content().getFirst().isText()).isTrue();
            UsageRow row = bed.books()
                    .usage(Reply.callId(response.headers().values("request-id").getFirst()))
                    .orElseThrow();
            assertThat(row.output()).isEqualTo(message.usage().outputTokens()).isEqualTo(12);
            assertThat(row.input()).isEqualTo(message.usage().inputTokens());
            assertThat(row.debit()).isPositive();
        }
    }

    @Test
    void aStreamIsReadToItsEndAndPaid() {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(params("tokens=15", ""))) {
            List<RawMessageStreamEvent> events = stream.stream().toList();
            events.forEach(event -> event.contentBlockDelta()
                    .flatMap(delta -> delta.delta().text())
                    .ifPresent(delta -> text.append(delta.text())));

            assertThat(events.getLast().isMessageStop()).isTrue();
        }

        assertThat(text.toString().strip().split("\\s+")).hasSize(15);
        List<UsageRow> rows = bed.books().usageOf(customer);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().output()).isEqualTo(15);
    }

    @Test
    void refusalsBecomeTheClientsOwnExceptions() {
        AnthropicClient stranger = client("sk-tp-" + "x".repeat(55));
        AnthropicClient pauper = client(bed.customer("0").key());
        assertThatThrownBy(() -> stranger.messages().create(params("", ""))).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> pauper.messages().create(params("", "")))
                .isInstanceOfSatisfying(AnthropicServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(402);
                    assertThat(e.getMessage()).contains("balance does not cover");
                });
        stranger.close();
        pauper.close();
        assertThatThrownBy(() -> client.messages()
                        .create(params("", "").toBuilder()
                                .model("no-such-model")
                                .build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.messages()
                        .create(params("", "").toBuilder().maxTokens(0).build()))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void upstreamFailuresBecomeTheClientsOwnExceptions() {
        assertThatThrownBy(() -> client.messages().create(params("", "status=429;retry_after=3")))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.headers().values("retry-after")).containsExactly("3"));
        for (int status : new int[] {500, 503, 529}) {
            assertThatThrownBy(() -> client.messages().create(params("", "status=" + status)))
                    .isInstanceOfSatisfying(InternalServerException.class, e -> assertThat(e.statusCode())
                            .isEqualTo(status));
        }
        assertThatThrownBy(() -> client.messages().create(params("", "refuse")))
                .isInstanceOfSatisfying(InternalServerException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(502));
    }

    @Test
    void aBreakInMidStreamIsAnErrorAndNoEnd() {
        assertThatThrownBy(() -> {
                    try (StreamResponse<RawMessageStreamEvent> stream =
                            client.messages().createStreaming(params("tokens=30", "after=8;cut"))) {
                        stream.stream().forEach(event -> {});
                    }
                })
                .isInstanceOf(AnthropicException.class);
    }

    @Test
    void modelsAreListedPageByPage() {
        List<String> ids = client.models().list().autoPager().stream()
                .map(model -> model.id())
                .toList();

        assertThat(ids).contains("gpt-4o-mini", "claude-sonnet-4-5").doesNotHaveDuplicates();
        assertThat(client.models().retrieve("claude-sonnet-4-5").id()).isEqualTo("claude-sonnet-4-5");
    }

    private static MessageCreateParams params(String output, String fault) {
        MessageCreateParams.Builder params = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(40)
                .addUserMessage("Say something about the sea.");
        if (!output.isEmpty()) {
            params.putAdditionalHeader("x-sim-output", output);
        }
        if (!fault.isEmpty()) {
            params.putAdditionalHeader("x-sim-fault", fault);
        }
        return params.build();
    }

    private AnthropicClient client(String key) {
        return JavaClients.anthropic(bed, key);
    }
}
