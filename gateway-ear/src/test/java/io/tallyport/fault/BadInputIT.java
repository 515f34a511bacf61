package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cannot be served: a named 400 in the caller's shape, and nothing on the books. */
@ExtendWith(BooksCheck.class)
class BadInputIT {
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static final Customer CUSTOMER = Bed.shared().customer();

    private final Bed bed = Bed.shared();
    private final Customer customer = CUSTOMER;

    @AfterEach
    void nothingIsCharged() {
        assertThat(bed.books().usageOf(customer))
                .allSatisfy(row -> assertThat(row.debit()).isZero());
        assertThat(bed.books().balance(customer)).isEqualTo(10_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "not json",
                "[]",
                "null",
                "\"text\"",
                "42",
                "{\"model\":\"MODEL\",",
                "{\"model\":\"MODEL\"," + HELLO + "} trailing",
                "{\"model\":\"MODEL\"," + HELLO + "}{}",
                "{'model':'MODEL'}",
                "{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"\u0001\"}]}"
            })
    void brokenJsonIsRefused(String body) {
        assertRefused(body, 400, "body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":null,\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":17,\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":\"\",\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":[\"MODEL\"],\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":\"MODEL\",\"max_tokens\":5} | messages",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"messages\":[]} | messages",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"messages\":\"hi\"} | messages",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"messages\":{\"role\":\"user\"}} | messages",
                "{\"model\":\"MODEL\",\"max_tokens\":\"many\"," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":0," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":-5," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":1.5," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":99999999999999999999," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":9223372036854775807," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"stream\":\"yes\"," + HELLO + "} | stream",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"stream\":1," + HELLO + "} | stream",
                "{\"model\":\"MODEL\",\"model\":\"MODEL\",\"max_tokens\":5," + HELLO + "} | model",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"max_tokens\":9," + HELLO + "} | max_tokens",
                "{\"model\":\"MODEL\",\"max_tokens\":5,\"stream\":false,\"stream\":true," + HELLO + "} | stream"
            })
    void aFieldOfTheWrongKindIsNamed(String body, String field) {
        assertRefused(body, 400, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"gpt-4o-mini\",\"n\":0," + HELLO + "}",
                "{\"model\":\"gpt-4o-mini\",\"n\":\"two\"," + HELLO + "}",
                "{\"model\":\"gpt-4o-mini\",\"n\":100000," + HELLO + "}",
                "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"stream_options\":true," + HELLO + "}"
            })
    void fieldsOfChatCompletionsOnlyAreCheckedThere(String body) {
        Reply reply = bed.chat(customer, body).send();

        ErrorShape.assertOpenAi(reply, 400, "invalid_request_error");
    }

    @Test
    void nestingOfSixHundredLevelsIsRefused() {
        String deep = "[".repeat(600) + "]".repeat(600);
        assertRefused("{\"model\":\"MODEL\",\"max_tokens\":5,\"x\":" + deep + "," + HELLO + "}", 400, "body");
    }

    @Test
    void nestingOfFourHundredLevelsPasses() {
        String deep = "[".repeat(400) + "]".repeat(400);
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"x\":" + deep + "," + HELLO + "}";

        assertThat(bed.chat(bed.customer(), body).output("lenient").send().status())
                .isEqualTo(200);
    }

    @Test
    void unknownFieldsPass() {
        String more = "\"some_future_field\":{\"a\":[1,null,{\"b\":\"\\u0000\"}]},\"temperature\":0.30000000000000004,";
        Customer another = bed.customer();
        for (Reply reply : List.of(
                bed.chat(another, "{" + more + "\"model\":\"gpt-4o-mini\",\"max_tokens\":5," + HELLO + "}")
                        .output("lenient")
                        .send(),
                bed.messages(another, "{" + more + "\"model\":\"claude-sonnet-4-5\",\"max_tokens\":5," + HELLO + "}")
                        .output("lenient")
                        .send())) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
    }

    @Test
    void anUnknownModelIsNotFound() {
        String body = "{\"model\":\"no-such-model\",\"max_tokens\":5," + HELLO + "}";

        Reply chat = bed.chat(customer, body).send();
        ErrorShape.assertOpenAi(chat, 404, "invalid_request_error");
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("model_not_found");
        Reply message = bed.messages(customer, body).send();
        ErrorShape.assertAnthropic(message, 404, "not_found_error");
        assertThat(message.json().at("/error/message").asText()).isEqualTo("model: no-such-model");
    }

    @Test
    void jsonInUtf16IsRefused() {
        byte[] body =
                ("{\"model\":\"gpt-4o-mini\",\"max_tokens\":5," + HELLO + "}").getBytes(StandardCharsets.UTF_16LE);
        ErrorShape.assertOpenAi(
                bed.post("/v1/chat/completions")
                        .bearer(customer.key())
                        .json(body)
                        .send(),
                400,
                "invalid_request_error");
    }

    @Test
    void anEmbeddingModelIsNoChatModel() {
        Reply reply = bed.chat(customer, "{\"model\":\"text-embedding-3-small\",\"max_tokens\":5," + HELLO + "}")
                .send();

        ErrorShape.assertOpenAi(reply, 400, "invalid_request_error");
        assertThat(reply.json().at("/error/message").asText()).contains("text-embedding-3-small", "/v1/embeddings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"})
    void anotherContentTypeIsRefused(String type) {
        byte[] body = ("{\"model\":\"MODEL\",\"max_tokens\":5," + HELLO + "}").getBytes(StandardCharsets.UTF_8);
        ErrorShape.assertOpenAi(
                bed.post("/v1/chat/completions")
                        .bearer(customer.key())
                        .header("content-type", type)
                        .body(body)
                        .send(),
                415,
                "invalid_request_error");
        ErrorShape.assertAnthropic(
                bed.post("/v1/messages")
                        .bearer(customer.key())
                        .header("content-type", type)
                        .body(body)
                        .send(),
                415,
                "invalid_request_error");
    }

    @Test
    void aMissingContentTypeIsRefused() {
        ErrorShape.assertOpenAi(
                bed.post("/v1/chat/completions")
                        .bearer(customer.key())
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .send(),
                415,
                "invalid_request_error");
    }

    @Test
    void aContentTypeWithACharsetIsServed() {
        Reply reply = bed.post("/v1/chat/completions")
                .bearer(bed.customer().key())
                .header("content-type", "Application/JSON; charset=utf-8")
                .body(("{\"model\":\"gpt-4o-mini\",\"max_tokens\":5," + HELLO + "}").getBytes(StandardCharsets.UTF_8))
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void anotherMethodIsRefused(String method) {
        ErrorShape.assertOpenAi(
                bed.post("/v1/chat/completions")
                        .method(method)
                        .bearer(customer.key())
                        .json("{}")
                        .send(),
                405,
                "invalid_request_error");
        ErrorShape.assertAnthropic(
                bed.post("/v1/messages")
                        .method(method)
                        .bearer(customer.key())
                        .json("{}")
                        .send(),
                405,
                "invalid_request_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nowhere", "/v1/chat", "/v1/chat/completions/x", "/v1/embedding", "/v1/models/x/y"})
    void anUnknownPathIsNotFound(String path) {
        ErrorShape.assertOpenAi(bed.post(path).bearer(customer.key()).json("{}").send(), 404, "invalid_request_error");
    }

    @Test
    void anUnknownPathBelowMessagesHasAnthropicsShape() {
        ErrorShape.assertAnthropic(
                bed.post("/v1/messages/nowhere")
                        .bearer(customer.key())
                        .json("{}")
                        .send(),
                404,
                "not_found_error");
    }

    private void assertRefused(String body, int status, String field) {
        Reply chat = bed.chat(customer, body.replace("MODEL", "gpt-4o-mini")).send();
        ErrorShape.assertOpenAi(chat, status, "invalid_request_error");
        assertThat(chat.json().at("/error/param").asText()).as(chat.text()).startsWith(field);
        Reply message = bed.messages(customer, body.replace("MODEL", "claude-sonnet-4-5"))
                .send();
        ErrorShape.assertAnthropic(message, status, "invalid_request_error");
    }
}
