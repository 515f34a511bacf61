package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import io.tallyport.translation.Surface.Tokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any surface reaches any upstream format, and is charged what its answer reports. */
@ExtendWith(BooksCheck.class)
class TranslatedCallIT {
    private static final List<String> MODELS =
            List.of("gpt-4o-mini", "deepseek-chat", "claude-sonnet-4-5", "gemini-2.5-flash");

    private final Bed bed = Bed.shared();

    static Stream<Arguments> directions() {
        return Stream.of(Surface.values()).flatMap(surface -> MODELS.stream()
                .flatMap(model -> Stream.of(true, false).map(stream -> Arguments.of(surface, model, stream))));
    }

    @ParameterizedTest(name = "{0} of {1}, stream {2}")
    @MethodSource("directions")
    void aCallIsAnsweredAndCharged(Surface surface, String model, boolean stream) {
        Customer customer = bed.customer();
        Reply reply = surface.ask(bed, customer, surface.body(model, stream ? surface.streaming() : "", "Say hello."))
                .output("tokens=12")
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(surface.text(reply, stream).split(" ")).as(reply.text()).hasSize(12);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(new Tokens(row.input(), row.read(), row.output())).isEqualTo(surface.tokens(reply, stream));
        assertThat(row.output()).isEqualTo(12);
        assertThat(row.model()).isEqualTo(model);
        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(row.estimated()).isFalse();
        assertThat(row.debit())
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void anUpstreamsErrorIsToldInTheCallersFormat(Surface surface) {
        String model = surface == Surface.MESSAGES ? "gemini-2.5-flash" : "claude-sonnet-4-5";
        Reply reply = surface.ask(bed, bed.customer(), surface.body(model, "", "hi"))
                .fault("status=429;retry_after=7")
                .send();

        if (surface == Surface.MESSAGES) {
            ErrorShape.assertAnthropic(reply, 429, "rate_limit_error");
        } else {
            ErrorShape.assertOpenAi(reply, 429, "requests");
        }
        assertThat(reply.header("retry-after")).isEqualTo("7");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInMidStreamIsAnEventOfTheCallersFormat(Surface surface) {
        String model = surface == Surface.MESSAGES ? "gpt-4o-mini" : "claude-sonnet-4-5";
        Reply reply = surface.ask(bed, bed.customer(), surface.body(model, surface.streaming(), "hi"))
                .output("tokens=30")
                .fault("after=8;error_event")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.events().stream().anyMatch(event -> event.path("error").isObject()))
                .as(reply.text())
                .isTrue();
        assertThat(reply.text()).doesNotContain("[DONE]", "message_stop", "response.completed");
        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.outcome()).isEqualTo("B3");
        assertThat(row.output()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void withoutUsageOfTheUpstreamsTheCallerSeesTheEstimateItIsChargedBy(Surface surface) {
        String model = surface == Surface.MESSAGES ? "deepseek-chat" : "claude-sonnet-4-5";
        Reply reply = surface.ask(bed, bed.customer(), surface.body(model, surface.streaming(), "Say hello."))
                .output("tokens=40")
                .fault("no_usage")
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.estimated()).isTrue();
        assertThat(row.outcome()).isEqualTo("B10");
        assertThat(new Tokens(row.input(), row.read(), row.output())).isEqualTo(surface.tokens(reply, true));
        assertThat(row.output()).isBetween(20L, 160L);
    }

    @Test
    void whatCannotBeToldIsRefusedByNameBeforeTheCall() {
        Customer customer = bed.customer();
        Reply reply = bed.chat(customer, Surface.CHAT.body("claude-sonnet-4-5", "\"n\":2,", "hi"))
                .send();

        ErrorShape.assertOpenAi(reply, 400, "invalid_request_error");
        assertThat(reply.json().at("/error/param").asText()).isEqualTo("n");
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void halfACharacterInWhatAnAnswerRepeatsIsNoHindrance() {
        for (String stream : new String[] {"", Surface.RESPONSES.streaming()}) {
            Reply reply = Surface.RESPONSES
                    .ask(
                            bed,
                            bed.customer(),
                            Surface.RESPONSES.body(
                                    "claude-sonnet-4-5", stream + "\"metadata\":{\"t\":\"a\\ud83d\"},", "hi"))
                    .send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.text()).contains("completed");
        }
    }

    @Test
    void whatHasAPriceOfItsOwnDoesNotRideAlong() {
        Reply reply = bed.chat(
                        bed.customer(), Surface.CHAT.body("claude-sonnet-4-5", "\"inference_geo\":\"us\",", "hi"))
                .send();
        ErrorShape.assertOpenAi(reply, 400, "invalid_request_error");
        assertThat(reply.json().at("/error/param").asText()).isEqualTo("inference_geo");
    }
}
