package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/messages/count_tokens}: our own count, free, for any served model. */
@ExtendWith(BooksCheck.class)
class CountTokensIT {
    private static final String QUESTION =
            "\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]";

    private final Bed bed = Bed.shared();

    @ParameterizedTest
    @CsvSource({"claude-haiku-4-5, 15", "gpt-4o-mini, 14"})
    void aRequestIsCountedForNothing(String model, long tokens) {
        Customer customer = bed.customer();
        Reply reply = count(customer, "{\"model\":\"" + model + "\"," + QUESTION + "}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"input_tokens\":" + tokens + "}");
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void anEmptyWalletCountsToo() {
        Reply reply = count(bed.customer("0.000001"), "{\"model\":\"claude-haiku-4-5\"," + QUESTION + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void anUnknownModelIsNotFound() {
        Reply reply = count(bed.customer(), "{\"model\":\"claude-does-not-exist\"," + QUESTION + "}");
        ErrorShape.assertAnthropic(reply, 404, "not_found_error");
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("model: claude-does-not-exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"claude-haiku-4-5\"} | messages",
                "{} | model",
                "[] | object",
                "{\"model\":\"claude-haiku-4-5\",\"messages\":[]} | messages",
            })
    void aMalformedRequestIsRefusedByName(String body, String named) {
        Reply reply = count(bed.customer(), body);
        ErrorShape.assertAnthropic(reply, 400, "invalid_request_error");
        assertThat(reply.json().at("/error/message").asText()).contains(named);
    }

    @Test
    void withoutAKeyNothingIsCounted() {
        Reply reply = bed.post("/v1/messages/count_tokens").json("{}").send();
        ErrorShape.assertAnthropic(reply, 401, "authentication_error");
    }

    private Reply count(Customer customer, String body) {
        return bed.post("/v1/messages/count_tokens")
                .header("x-api-key", customer.key())
                .header("anthropic-version", "2023-06-01")
                .json(body)
                .send();
    }
}
