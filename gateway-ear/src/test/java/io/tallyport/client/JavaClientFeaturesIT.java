package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlockParam;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tallyport.bed.Bed;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, thinking, caching and JSON by a schema in the vendors' own Java clients, with models of every format. */
@ExtendWith(BooksCheck.class)
class JavaClientFeaturesIT {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "properties",
            Map.of("city", Map.of("type", "string")),
            "required",
            List.of("city"),
            "additionalProperties",
            false);
    private static final String LONG = "A gateway that keeps the books is asked the same over and over. ".repeat(120);

    private final Bed bed = Bed.shared();
    private final OpenAIClient openai = JavaClients.openai(bed, bed.granted().key());
    private final AnthropicClient anthropic =
            JavaClients.anthropic(bed, bed.granted().key());

    @AfterEach
    void close() {
        openai.close();
        anthropic.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"})
    void openaisClientSendsImagesAndReadsJson(String model) {
        ChatCompletion seen = openai.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessageOfArrayOfContentParts(List.of(
                                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                        .text("What is this?")
                                        .build()),
                                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                                .url("data:image/png;base64," + PIXEL)
                                                .build())
                                        .build())))
                        .build());
        assertThat(seen.choices().getFirst().message().content()).isPresent();

        ChatCompletion json = openai.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Where?")
                        .putAdditionalBodyProperty(
                                "response_format",
                                com.openai.core.JsonValue.from(Map.of(
                                        "type",
                                        "json_schema",
                                        "json_schema",
                                        Map.of("name", "place", "schema", SCHEMA))))
                        .build());
        String text = json.choices().getFirst().message().content().orElseThrow();
        assertThat(Reply.json(text).get("city").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"})
    void anthropicsClientSendsImagesAndReadsJson(String model) {
        Message seen = anthropic
                .messages()
                .create(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessageOfContentBlockParams(List.of(
                                ContentBlockParam.ofImage(ImageBlockParam.builder()
                                        .source(Base64ImageSource.builder()
                                                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                                .data(PIXEL)
                                                .build())
                                        .build()),
                                ContentBlockParam.ofText(TextBlockParam.builder()
                                        .text("What is this?")
                                        .build())))
                        .build());
        assertThat(seen.content().getFirst().isText()).isTrue();

        Message json = anthropic
                .messages()
                .create(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessage("Where?")
                        .putAdditionalBodyProperty(
                                "output_config",
                                com.anthropic.core.JsonValue.from(
                                        Map.of("format", Map.of("type", "json_schema", "schema", SCHEMA))))
                        .build());
        String text = json.content().getFirst().asText().text();
        assertThat(Reply.json(text).get("city").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-4-5", "gemini-2.5-flash"})
    void bothClientsReadThinking(String model) {
        ChatCompletion completion = openai.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .maxCompletionTokens(9000)
                        .addUserMessage("Think.")
                        .putAdditionalBodyProperty("reasoning_effort", com.openai.core.JsonValue.from("medium"))
                        .build());
        assertThat(completion.choices().getFirst().message()._additionalProperties())
                .containsKey("reasoning_content");

        MessageCreateParams asked = MessageCreateParams.builder()
                .model(model)
                .maxTokens(9000)
                .addUserMessage("Think.")
                .putAdditionalBodyProperty(
                        "thinking", com.anthropic.core.JsonValue.from(Map.of("type", "enabled", "budget_tokens", 2048)))
                .build();
        assertThat(anthropic.messages().create(asked).content().getFirst().isThinking())
                .isTrue();
        try (StreamResponse<RawMessageStreamEvent> stream = anthropic.messages().createStreaming(asked)) {
            assertThat(stream.stream()
                            .flatMap(event -> event.contentBlockDelta().stream())
                            .anyMatch(delta -> delta.delta().isThinking()))
                    .isTrue();
        }
    }

    @Test
    void bothClientsReadTheCache() {
        String prompt = LONG + UUID.randomUUID();
        MessageCreateParams asked = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(20)
                .addUserMessage(prompt)
                .putAdditionalBodyProperty(
                        "cache_control", com.anthropic.core.JsonValue.from(Map.of("type", "ephemeral")))
                .build();
        long written = anthropic
                .messages()
                .create(asked)
                .usage()
                .cacheCreationInputTokens()
                .orElseThrow();
        assertThat(written).isGreaterThan(1024);
        assertThat(anthropic.messages().create(asked).usage().cacheReadInputTokens())
                .contains(written);

        ChatCompletionCreateParams chat = ChatCompletionCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxCompletionTokens(20)
                .addUserMessage(LONG + UUID.randomUUID())
                .putAdditionalBodyProperty("cache_control", com.openai.core.JsonValue.from(Map.of("type", "ephemeral")))
                .build();
        assertThat(cached(chat)).isZero();
        assertThat(cached(chat)).isGreaterThan(1024);
    }

    private long cached(ChatCompletionCreateParams chat) {
        return openai.chat()
                .completions()
                .create(chat)
                .usage()
                .orElseThrow()
                .promptTokensDetails()
                .orElseThrow()
                .cachedTokens()
                .orElseThrow();
    }
}
