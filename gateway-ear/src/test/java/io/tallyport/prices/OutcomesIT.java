package io.tallyport.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L19: the charging rules B1 to B15 of money.md in every dialect, with usage missing, doubled and growing; each bill line
 * is computed again by the database alone. B4 and B6 are ClientGoneIT's, B5's counts LocalUsageTest's, B12 is
 * PriceBookIT's, B13 CountTokensIT's, B15 LeaseInServerIT's; B14 comes with batches.
 */
@ExtendWith(BooksCheck.class)
class OutcomesIT {
    private static final long FULL = 10_000_000_000L;

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    /** A provider's format, its streams as recordings, and the surface that a call of it comes by. */
    private enum Dialect {
        CHAT("gpt-4o-mini") {
            @Override
            String stream(List<Integer> outputs) {
                return data(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello there\"}}]}")
                        + data("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                        + outputs.stream()
                                .map(output -> data("{\"choices\":[],\"usage\":{\"prompt_tokens\":" + (2_000 + output)
                                        + ",\"completion_tokens\":" + output
                                        + ",\"prompt_tokens_details\":{\"cached_tokens\":1024,\"audio_tokens\":0}}}"))
                                .collect(Collectors.joining())
                        + data("[DONE]");
            }
        },
        DEEPSEEK("deepseek-chat") {
            @Override
            String stream(List<Integer> outputs) {
                return data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello there\"}}]}")
                        + data("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                        + outputs.stream()
                                .map(output -> data("{\"choices\":[],\"usage\":{\"prompt_tokens\":" + (2_000 + output)
                                        + ",\"completion_tokens\":" + output
                                        + ",\"prompt_cache_hit_tokens\":1024,\"prompt_cache_miss_tokens\":"
                                        + (976 + output) + "}}"))
                                .collect(Collectors.joining())
                        + data("[DONE]");
            }
        },
        MESSAGES("claude-sonnet-4-5") {
            @Override
            String stream(List<Integer> outputs) {
                String start = outputs.isEmpty() ? "" : ",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}";
                return event(
                                "message_start",
                                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                                        + "\"model\":\"m\",\"content\":[]" + start + "}}")
                        + event(
                                "content_block_start",
                                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                        + event(
                                "content_block_delta",
                                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello there\"}}")
                        + event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
                        + outputs.stream()
                                .map(output -> event(
                                        "message_delta",
                                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":"
                                                + (976 + output)
                                                + ",\"cache_read_input_tokens\":1024,\"output_tokens\":" + output
                                                + "}}"))
                                .collect(Collectors.joining())
                        + event("message_stop", "{\"type\":\"message_stop\"}");
            }
        },
        RESPONSES("gpt-4o-mini") {
            @Override
            String stream(List<Integer> outputs) {
                return outputs.stream()
                                .limit(Math.max(0, outputs.size() - 1))
                                .map(output -> event(
                                        "response.in_progress",
                                        "{\"type\":\"response.in_progress\",\"response\":{\"id\":\"r\"" + usage(output)
                                                + "}}"))
                                .collect(Collectors.joining())
                        + event(
                                "response.output_text.delta",
                                "{\"type\":\"response.output_text.delta\",\"delta\":\"Hello there\"}")
                        + event(
                                "response.completed",
                                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\""
                                        + outputs.stream()
                                                .skip(Math.max(0, outputs.size() - 1))
                                                .map(this::usage)
                                                .collect(Collectors.joining())
                                        + "}}");
            }

            private String usage(int output) {
                return ",\"usage\":{\"input_tokens\":" + (2_000 + output) + ",\"output_tokens\":" + output
                        + ",\"input_tokens_details\":{\"cached_tokens\":1024}}";
            }
        },
        GEMINI("gemini-2.5-flash") {
            @Override
            String stream(List<Integer> outputs) {
                return chunk(
                                "\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hello there\"}]}}]")
                        + outputs.stream()
                                .map(output -> chunk("\"usageMetadata\":{\"promptTokenCount\":" + (2_000 + output)
                                        + ",\"cachedContentTokenCount\":1024,\"candidatesTokenCount\":" + (output - 1)
                                        + ",\"thoughtsTokenCount\":1}"))
                                .collect(Collectors.joining())
                        + chunk(
                                "\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[]},\"finishReason\":\"STOP\"}]"
                                        + outputs.stream()
                                                .skip(Math.max(0, outputs.size() - 1))
                                                .map(output ->
                                                        ",\"usageMetadata\":{\"promptTokenCount\":" + (2_000 + output)
                                                                + ",\"cachedContentTokenCount\":1024,\"candidatesTokenCount\":"
                                                                + (output - 1) + ",\"thoughtsTokenCount\":1}")
                                                .collect(Collectors.joining()));
            }
        };

        private final String model;

        Dialect(String model) {
            this.model = model;
        }

        /** Says two words and reports these output counts, one after the other, each with as many more input tokens. */
        abstract String stream(List<Integer> outputs);

        Ask ask(Bed bed, Customer customer) {
            String fields = "{\"stream\":true,\"model\":\"" + model + "\",";
            String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            return switch (this) {
                case MESSAGES -> bed.messages(customer, fields + "\"max_tokens\":5000," + messages);
                case RESPONSES ->
                    bed.post("/v1/responses")
                            .bearer(customer.key())
                            .json(fields + "\"max_output_tokens\":5000,\"input\":\"hi\"}");
                default -> bed.chat(customer, fields + "\"max_tokens\":5000," + messages);
            };
        }

        private static String data(String json) {
            return "data: " + json + "\n\n";
        }

        private static String event(String name, String json) {
            return "event: " + name + "\ndata: " + json + "\n\n";
        }

        private static String chunk(String fields) {
            return "data: {" + fields + "}\r\n\r\n";
        }
    }

    @AfterEach
    @DisplayName("L19: every bill line is computed again from what is stored")
    void everyBillLineIsComputedAgainFromWhatIsStored() {
        assertThat(bed.books()
                        .list(
                                "SELECT request_id || ': ' || debit_nano || ' or ' || debit_again FROM rated_again"
                                        + " WHERE wallet_id = ? AND NOT agrees",
                                row -> row.getString(1),
                                customer.walletId()))
                .isEmpty();
    }

    static Stream<Arguments> reports() {
        return Stream.of(Dialect.values())
                .flatMap(dialect -> Stream.of(List.of(40), List.of(40, 40), List.of(10, 25, 40))
                        .map(outputs -> Arguments.of(dialect, outputs)));
    }

    @ParameterizedTest(name = "{0} reporting {1}")
    @MethodSource("reports")
    @DisplayName("L19: usage that comes once, twice or grows")
    void usageThatComesOnceTwiceOrGrowsIsChargedByItsLastValue(Dialect dialect, List<Integer> outputs) {
        UsageRow row = replay(dialect, outputs);

        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(row.estimated()).isFalse();
        assertThat(List.of(row.input(), row.read(), row.output())).containsExactly(1_016L, 1_024L, 40L);
        assertThat(row.debit()).isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("L19: what ends early with usage")
    void anExplicitlyPartialAnswerIsChargedItsUsage(Dialect dialect) {
        String cutShort = dialect.stream(List.of(40))
                .replace("response.completed", "response.incomplete")
                .replace("\"finish_reason\":\"stop\"", "\"finish_reason\":\"length\"")
                .replace("end_turn", "max_tokens")
                .replace("\"STOP\"", "\"MAX_TOKENS\"");
        assertThat(cutShort).isNotEqualTo(dialect.stream(List.of(40)));
        UsageRow row = replay(dialect, "outcomes-partial-" + dialect, cutShort);

        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(List.of(row.input(), row.read(), row.output())).containsExactly(1_016L, 1_024L, 40L);
        assertThat(row.debit()).isPositive();
    }

    /** The first of two accounts is not there; the second answers, and it alone stands on the books. */
    @Test
    @DisplayName("L19: failover")
    void onlyTheAttemptThatDeliveredIsCharged() {
        bed.books().update("""
                INSERT INTO upstream_provider (id, name, protocol, base_url, serves) OVERRIDING SYSTEM VALUE
                VALUES (-1, 'nobody-there', 'openai', 'http://127.0.0.1:9/v1', '{mistral}') ON CONFLICT (name) DO NOTHING
                """);
        bed.books().update("""
                INSERT INTO upstream_account (id, name, provider_id, credential) OVERRIDING SYSTEM VALUE
                VALUES (-1, 'nobody-there', -1, 'TALLYPORT_UPSTREAM_SIMULATOR_KEY') ON CONFLICT (id) DO UPDATE SET enabled = true
                """);
        try {
            // read again every second
            Await.pause(2_500);
            JsonNode before = bed.simulated().tally();
            Reply reply = bed.chat(
                            customer,
                            "{\"model\":\"mistral-large-latest\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                    .send();

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(bed.simulated().tally().get("completed").asLong())
                    .isEqualTo(before.get("completed").asLong() + 1);
            UsageRow row = bed.books().awaitUsage(reply.callId());
            assertThat(row.outcome()).isEqualTo("B1");
            assertThat(row.debit())
                    .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
            assertThat(bed.books().usageOf(customer)).hasSize(1);
            assertThat(bed.books()
                            .number(
                                    "SELECT upstream_account_id FROM usage_event WHERE request_id = ?",
                                    row.requestId()))
                    .isPositive();
        } finally {
            bed.books().update("UPDATE upstream_account SET enabled = false WHERE id = -1");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("L19: usage that is missing")
    void usageThatIsMissingIsCountedHereAndFlagged(Dialect dialect) {
        UsageRow row = replay(dialect, List.of());

        assertThat(row.outcome()).isEqualTo("B10");
        assertThat(row.estimated()).isTrue();
        assertThat(row.input()).isBetween(1L, 20L);
        assertThat(row.output()).isBetween(1L, 5L);
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row))
                .isLessThanOrEqualTo(hold(row));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("L19: what fails without output")
    void whatFailsWithoutOutputIsAFreeLineWithItsReason(Dialect dialect) {
        assertFree(dialect.ask(bed, customer).fault("status=500").send(), "B2");
        assertFree(dialect.ask(bed, customer).fault("refuse").send(), "B2");
        assertFree(dialect.ask(bed, customer).fault("status=400").send(), "B7");
        assertThat(bed.books().balance(customer)).isEqualTo(FULL);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("L19: what breaks in mid-stream")
    void whatBreaksInMidStreamIsChargedAsDelivered(Dialect dialect) {
        Reply reply = dialect.ask(bed, customer)
                .output("tokens=60")
                .fault("after=20;cut")
                .send();

        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.outcome()).isEqualTo("B3");
        assertThat(row.input()).isBetween(1L, 20L);
        assertThat(row.output()).isBetween(1L, 40L);
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
    }

    @Test
    void aMessageStreamThatBreaksAfterItsCacheWriteIsFreeAndItsCostIsOurs() {
        Reply reply = Dialect.MESSAGES.ask(bed, customer).fault("after=1;cut").send();

        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.outcome()).isEqualTo("B2");
        assertThat(row.debit()).isZero();
        assertThat(row.input()).isPositive();
        assertThat(bed.books().number("SELECT cost_nano FROM usage_event WHERE request_id = ?", row.requestId()))
                .isPositive();
    }

    @Test
    void aSuccessOfNothingIsFree() {
        bed.simulated()
                .record(
                        "empty-success",
                        200,
                        "application/json",
                        ("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                        + "\"content\":\"\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}}")
                                .getBytes(StandardCharsets.UTF_8));
        Reply reply = bed.chat(
                        customer, "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .replay("empty-success")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        assertFree(reply, "B11");
    }

    private UsageRow replay(Dialect dialect, List<Integer> outputs) {
        return replay(dialect, "outcomes-" + dialect + "-" + outputs.hashCode(), dialect.stream(outputs));
    }

    private UsageRow replay(Dialect dialect, String name, String stream) {
        bed.simulated().record(name, 200, "text/event-stream", stream.getBytes(StandardCharsets.UTF_8));
        Reply reply = dialect.ask(bed, customer).replay(name).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return bed.books().awaitUsage(reply.callId());
    }

    private long hold(UsageRow row) {
        return bed.books().number("SELECT hold_nano FROM usage_event WHERE request_id = ?", row.requestId());
    }

    private void assertFree(Reply reply, String rule) {
        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.outcome()).as(reply.text()).isEqualTo(rule);
        assertThat(row.debit()).isZero();
        assertThat(bed.books().entries(row.requestId())).isEmpty();
    }
}
