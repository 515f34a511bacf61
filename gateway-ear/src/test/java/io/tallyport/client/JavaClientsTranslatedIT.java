package io.tallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.openai.client.OpenAIClient;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import io.tallyport.bed.Bed;
import io.tallyport.bed.books.BooksCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' own Java clients with models of every upstream format: text, tools and streams. */
@ExtendWith(BooksCheck.class)
class JavaClientsTranslatedIT {
    private static final Map<String, Map<String, String>> CITY = Map.of("city", Map.of("type", "string"));

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
    void openaisClientCallsTools(String model) {
        ChatCompletionCreateParams asked = ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("What weather?")
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("weather")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", com.openai.core.JsonValue.from("object"))
                                        .putAdditionalProperty("properties", com.openai.core.JsonValue.from(CITY))
                                        .build())
                                .build())
                        .build())
                .build();
        ChatCompletion answer = openai.chat().completions().create(asked);

        List<ChatCompletionMessageToolCall> calls =
                answer.choices().getFirst().message().toolCalls().orElseThrow();
        ChatCompletionCreateParams.Builder next =
                asked.toBuilder().addMessage(answer.choices().getFirst().message());
        calls.forEach(
                call -> next.addMessage(com.openai.models.chat.completions.ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content("sunny")
                        .build()));
        ChatCompletion end = openai.chat().completions().create(next.build());
        assertThat(end.choices().getFirst().message().content()).isPresent();
        end.validate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"})
    void openaisClientReadsResponses(String model) {
        ResponseCreateParams asked =
                ResponseCreateParams.builder().model(model).input("Say hello.").build();
        Response answer = openai.responses().create(asked);
        assertThat(answer.output()).isNotEmpty();
        answer.validate();
        try (com.openai.core.http.StreamResponse<com.openai.models.responses.ResponseStreamEvent> stream =
                openai.responses().createStreaming(asked)) {
            var events = stream.stream().toList();
            assertThat(events.getLast().isCompleted()).isTrue();
            events.forEach(com.openai.models.responses.ResponseStreamEvent::validate);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"})
    void anthropicsClientCallsTools(String model) {
        MessageCreateParams asked = MessageCreateParams.builder()
                .model(model)
                .maxTokens(300)
                .addUserMessage("What weather?")
                .addTool(Tool.builder()
                        .name("weather")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(JsonValue.from(CITY))
                                .build())
                        .build())
                .build();
        Message answer = anthropic.messages().create(asked);

        answer.validate();
        List<ToolUseBlock> calls = answer.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .toList();
        assertThat(calls).isNotEmpty();
        assertThat(answer.content().stream().map(ContentBlock::isToolUse)).contains(true);
        try (StreamResponse<RawMessageStreamEvent> stream = anthropic.messages().createStreaming(asked)) {
            List<RawMessageStreamEvent> events = stream.stream().toList();
            events.forEach(RawMessageStreamEvent::validate);
            assertThat(events.getLast().isMessageStop()).isTrue();
        }
    }
}
