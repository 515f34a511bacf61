package io.tallyport.usageapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an answer says of its price, and the line on the bill right after it. */
@ExtendWith(BooksCheck.class)
class ReceiptIT {
    private static final String CHAT =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void aPlainAnswerSaysWhatItCostAndWhatIsLeft() {
        Reply first = bed.chat(customer, CHAT).output("tokens=17").send();
        Reply second = bed.chat(customer, CHAT).output("tokens=3").send();

        JsonNode line = line(second.requestId());
        assertThat(second.header("tallyport-cost"))
                .isEqualTo(line.at("/debit/credits").asText());
        assertThat(second.header("tallyport-tier"))
                .isEqualTo(line.get("tier").asText())
                .isNotEmpty();
        assertThat(second.header("tallyport-cache-saved")).isEqualTo("0");
        assertThat(nano(second.header("tallyport-balance")))
                .isEqualTo(bed.books().balance(customer))
                .isEqualTo(nano(first.header("tallyport-balance"))
                        - line.at("/debit/nano").asLong());
        assertThat(Long.parseLong(second.header("tallyport-overhead-us"))).isBetween(1L, 60_000_000L);
        assertThat(second.headers().firstValue("tallyport-hold")).isEmpty();
    }

    @Test
    void aStreamBeginsWithItsTierAndHoldAndTheRestIsOnItsLineRightAfterTheLastEvent() {
        Reply reply = bed.chat(customer, "{\"stream\":true," + CHAT.substring(1))
                .output("tokens=9")
                .send();

        JsonNode line = line(reply.requestId());
        assertThat(reply.header("tallyport-hold"))
                .isEqualTo(line.at("/hold/credits").asText());
        assertThat(reply.header("tallyport-tier")).isEqualTo(line.get("tier").asText());
        assertThat(reply.header("tallyport-overhead-us"))
                .isEqualTo(line.at("/timing/overhead_us").asText());
        assertThat(reply.headers().firstValue("tallyport-cost")).isEmpty();
        assertThat(line.at("/tokens/output").asLong()).isEqualTo(9);
        assertThat(line.at("/debit/nano").asLong())
                .isPositive()
                .isLessThanOrEqualTo(line.at("/hold/nano").asLong());
        assertThat(line.at("/outcome/rule").asText()).isEqualTo("B1");
    }

    @Test
    void theOfficialClientFindsItsStreamsLineRightAfterTheLastChunk() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(bed.url() + "/v1")
                .apiKey(customer.key())
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .addUserMessage("Say hello.")
                .maxCompletionTokens(20)
                .build();
        for (int i = 0; i < 10; i++) {
            String id;
            try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                    client.chat().completions().withRawResponse().createStreaming(params)) {
                id = response.headers().values("x-request-id").getFirst();
                try (StreamResponse<ChatCompletionChunk> stream = response.parse()) {
                    assertThat(stream.stream().count()).isPositive();
                }
            }
            assertThat(line(id).at("/debit/nano").asLong()).isPositive();
        }
        client.close();
    }

    @Test
    void whatACacheSavesIsBelowZeroForTheWriteAndAboveForTheRead() {
        String body = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":20,\"system\":[{\"type\":\"text\",\"text\":\""
                + ("word " + UUID.randomUUID() + " ").repeat(400)
                + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        Reply write = bed.messages(customer, body).send();
        Reply read = bed.messages(customer, body).send();

        assertThat(nano(write.header("tallyport-cache-saved"))).isNegative();
        assertThat(nano(read.header("tallyport-cache-saved"))).isPositive();
        assertThat(line(read.requestId()).at("/cache_saved/credits").asText())
                .isEqualTo(read.header("tallyport-cache-saved"));
        assertThat(line(read.requestId()).get("recompute").asText())
                .endsWith("= " + line(read.requestId()).at("/debit/nano").asText());
    }

    @Test
    void sessionsAndTagsAreTakenFromHeadersFirst() {
        String body = "{\"prompt_cache_key\":\"from-the-body\"," + CHAT.substring(1);
        Reply ofBody = bed.chat(customer, body)
                .header("tallyport-tag", "team:search/v2")
                .send();
        Reply ofHeader = bed.chat(customer, body)
                .header("x-claude-code-session-id", "tool")
                .header("session-id", "from-the-header")
                .send();
        Reply ofMetadata = bed.messages(
                        customer,
                        "{\"metadata\":{\"user_id\":\"user_1_session_2\\u0000\"},"
                                + CHAT.substring(1).replace("gpt-4o-mini", "claude-sonnet-4-5"))
                .send();

        assertThat(line(ofBody.requestId()).get("session").asText()).isEqualTo("from-the-body");
        assertThat(line(ofBody.requestId()).get("tag").asText()).isEqualTo("team:search/v2");
        assertThat(line(ofHeader.requestId()).get("session").asText()).isEqualTo("from-the-header");
        assertThat(line(ofHeader.requestId()).get("tag").isNull()).isTrue();
        assertThat(line(ofMetadata.requestId()).get("session").asText()).isEqualTo("user_1_session_2");
    }

    @Test
    void aTagOfOtherCharactersIsRefusedWithWhatIsAllowed() {
        for (String tag : new String[] {"two words", "x".repeat(65), "=1+1", ""}) {
            Reply chat = bed.chat(customer, CHAT).header("tallyport-tag", tag).send();
            Reply message =
                    bed.messages(customer, CHAT).header("tallyport-tag", tag).send();

            assertThat(chat.status()).as(tag).isEqualTo(400);
            assertThat(chat.json().at("/error/message").asText()).contains("tallyport-tag", "64");
            assertThat(message.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
        }
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    private JsonNode line(String requestId) {
        Reply reply = Ask.get(bed.url(), "/v1/usage/requests/" + requestId)
                .bearer(customer.key())
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static long nano(String credits) {
        return new BigDecimal(credits).movePointRight(9).longValueExact();
    }
}
