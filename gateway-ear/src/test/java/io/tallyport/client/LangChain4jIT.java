package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.tallyport.bed.Bed;
import io.tallyport.bed.books.BooksCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j on both surfaces, with models of every upstream format. */
@ExtendWith(BooksCheck.class)
class LangChain4jIT {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("weather")
            .description("of a city")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("city")
                    .required("city")
                    .build())
            .build();

    private enum Surface {
        OPENAI,
        ANTHROPIC
    }

    private final Bed bed = Bed.shared();

    static Stream<Arguments> directions() {
        return Stream.of(Surface.values())
                .flatMap(surface -> Stream.of("gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat")
                        .map(model -> Arguments.of(surface, model)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("directions")
    void aPlainAnswerAndAStream(Surface surface, String model) throws Exception {
        ChatRequest hello =
                ChatRequest.builder().messages(UserMessage.from("Say hello.")).build();
        ChatResponse plain = chat(surface, model).chat(hello);
        ChatResponse streamed = stream(surface, model, hello);

        assertThat(plain.aiMessage().text()).isNotBlank();
        assertThat(streamed.aiMessage().text()).isNotBlank();
        assertThat(streamed.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(streamed.tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("directions")
    void toolsAndBack(Surface surface, String model) throws Exception {
        List<ChatMessage> said = new ArrayList<>(List.of(UserMessage.from("What weather?")));
        ChatRequest asked =
                ChatRequest.builder().messages(said).toolSpecifications(WEATHER).build();
        AiMessage calls = chat(surface, model).chat(asked).aiMessage();
        AiMessage streamed = stream(surface, model, asked).aiMessage();

        assertThat(calls.toolExecutionRequests()).isNotEmpty();
        assertThat(calls.toolExecutionRequests().getFirst().arguments()).contains("\"city\"");
        assertThat(streamed.toolExecutionRequests().getFirst().name()).isEqualTo("weather");
        said.add(calls);
        calls.toolExecutionRequests().forEach(call -> said.add(ToolExecutionResultMessage.from(call, "sunny")));
        ChatResponse end = chat(surface, model)
                .chat(ChatRequest.builder()
                        .messages(said)
                        .toolSpecifications(WEATHER)
                        .build());
        assertThat(end.aiMessage().text()).isNotBlank();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("directions")
    void anImage(Surface surface, String model) {
        UserMessage message =
                UserMessage.from(TextContent.from("What is this?"), ImageContent.from(PIXEL, "image/png"));
        assertThat(chat(surface, model).chat(message).aiMessage().text()).isNotBlank();
    }

    private ChatModel chat(Surface surface, String model) {
        String key = bed.granted().key();
        return switch (surface) {
            case OPENAI ->
                OpenAiChatModel.builder()
                        .baseUrl(bed.url() + "/v1")
                        .apiKey(key)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
            case ANTHROPIC ->
                AnthropicChatModel.builder()
                        .baseUrl(bed.url() + "/v1")
                        .apiKey(key)
                        .modelName(model)
                        .maxRetries(0)
                        .build();
        };
    }

    private ChatResponse stream(Surface surface, String model, ChatRequest request) throws Exception {
        String key = bed.granted().key();
        StreamingChatModel streaming =
                switch (surface) {
                    case OPENAI ->
                        OpenAiStreamingChatModel.builder()
                                .baseUrl(bed.url() + "/v1")
                                .apiKey(key)
                                .modelName(model)
                                .build();
                    case ANTHROPIC ->
                        AnthropicStreamingChatModel.builder()
                                .baseUrl(bed.url() + "/v1")
                                .apiKey(key)
                                .modelName(model)
                                .build();
                };
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        streaming.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {}

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                answer.completeExceptionally(error);
            }
        });
        return answer.get(60, TimeUnit.SECONDS);
    }
}
