package io.tallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Leased;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every limit that is met is told with its scope, what is left, when it resets and the remedy, in both shapes. */
@ExtendWith(BooksCheck.class)
class LimitsIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String MESSAGE = BODY.replace("gpt-4o-mini", "claude-sonnet-4-5");
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final Bed bed = Bed.shared();

    @Test
    void anOrganisationsRequestsPerMinuteAreLimited() {
        Customer customer = bed.limited(2);
        Reply first = bed.chat(customer, BODY).send();
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(first.header("x-ratelimit-reset-requests")).matches("[0-9]+s");
        Reply second = bed.messages(customer, MESSAGE).send();
        assertThat(second.header("anthropic-ratelimit-requests-remaining")).isEqualTo("0");

        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 429, "requests");
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(chat.json().at("/error/message").asText())
                .startsWith("Your organisation's limit is 2 requests per minute; 0 left, room again in ")
                .contains("Slow down");
        assertThat(Long.parseLong(chat.header("retry-after"))).isBetween(1L, 30L);
        assertThat(chat.header("tallyport-limit"))
                .startsWith("requests-per-minute; scope=organisation; limit=2; remaining=0; reset=");
        assertThat(chat.header("x-ratelimit-remaining-requests")).isEqualTo("0");

        Reply message = bed.messages(customer, MESSAGE).send();
        ErrorShape.assertAnthropic(message, 429, "rate_limit_error");
        assertThat(message.json().at("/error/details/error_code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(message.json().at("/error/details/scope").asText()).isEqualTo("organisation");
        assertThat(message.json().at("/error/details/limit").asText()).isEqualTo("requests-per-minute");
        assertThat(message.json().at("/error/details/remaining").asText()).isEqualTo("0");
        assertThat(message.header("anthropic-ratelimit-requests-limit")).isEqualTo("2");
        assertThat(Instant.parse(message.header("anthropic-ratelimit-requests-reset")))
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(60));
        assertThat(bed.books().usageOf(customer)).hasSize(2);
    }

    @Test
    void aKeysRequestsPerMinuteAreLimitedApartFromItsOrganisations() {
        Customer customer = bed.customer();
        restrict(customer, "requests_per_minute = 1");

        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 429, "requests");
        assertThat(chat.json().at("/error/message").asText())
                .startsWith("This API key's limit is 1 requests per minute;");
        assertThat(chat.header("tallyport-limit")).startsWith("requests-per-minute; scope=key; limit=1; ");
        ErrorShape.assertAnthropic(bed.messages(customer, MESSAGE).send(), 429, "rate_limit_error");
    }

    @Test
    void aCallSaysHowManyAreUnderWayAndHowManyAreRecommended() {
        Reply reply = bed.chat(bed.customer(), BODY).send();

        assertThat(reply.header("tallyport-concurrency")).matches("[1-9][0-9]*; recommended=[0-9]+");
    }

    @Test
    void refusalsAreCountedByScopeAndLimit() {
        double before = refusedByOrganisationsRate();
        Customer customer = bed.limited(1);
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(429);
        assertThat(bed.messages(customer, MESSAGE).send().status()).isEqualTo(429);

        assertThat(refusedByOrganisationsRate()).isEqualTo(before + 2);
    }

    private double refusedByOrganisationsRate() {
        String metrics = Ask.get(bed.nodes().getFirst().managementUrl(), "/metrics")
                .send()
                .text();
        return metrics.lines()
                .filter(line -> line.startsWith("tallyport_refused_by_limit_total{"))
                .filter(line -> line.contains("scope=\"organisation\"") && line.contains("requests-per-minute"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aContractsCapOfCallsAtOnceIsALimit() {
        Customer customer = bed.capped(1);
        CompletableFuture<Reply> first =
                bed.chat(customer, BODY).fault("delay_ms=4000").start();
        Leased held = new Leased(bed.books(), customer);
        Await.until("the first call is under way", () -> held.nano() > 0);

        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 429, "requests");
        assertThat(chat.header("tallyport-limit"))
                .startsWith("calls-at-once; scope=organisation; limit=1; remaining=0; reset=");
        assertThat(chat.json().at("/error/message").asText())
                .startsWith("Your organisation's limit is 1 calls at once;")
                .contains("agree on more in your contract");
        Reply message = bed.messages(customer, MESSAGE).send();
        ErrorShape.assertAnthropic(message, 429, "rate_limit_error");
        assertThat(message.json().at("/error/details/limit").asText()).isEqualTo("calls-at-once");

        assertThat(first.join().status()).isEqualTo(200);
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
    }

    @Test
    void aFullNodeRefusesAllButTheCallsThatAContractReserves() {
        Bed small = Bed.rough();
        Customer reserving = small.customerWithoutContract("10");
        small.books().update("""
                INSERT INTO contract (organisation_id, reserved_concurrency, actor, approver, reason)
                VALUES (?, 1, 'maker@test.example', 'checker@test.example', 'for a test')
                """, reserving.walletId());
        Customer other = small.customer();
        List<CompletableFuture<Reply>> filling = Stream.generate(
                        () -> small.chat(small.customer(), BODY).fault("delay_ms=12000"))
                .limit(4)
                .flatMap(each -> Stream.generate(each::start).limit(50))
                .toList();
        // a call that asks too early would take the place of one of them
        Await.pause(5_000);
        Await.until(
                "the node is full",
                Duration.ofSeconds(5),
                () -> small.chat(other, BODY).send().status() == 503);

        Reply chat = small.chat(other, BODY).send();
        ErrorShape.assertOpenAi(chat, 503, "server_error");
        assertThat(chat.header("tallyport-limit")).startsWith("calls-at-once; scope=node; limit=200; remaining=0; ");
        ErrorShape.assertAnthropic(small.messages(other, MESSAGE).send(), 503, "overloaded_error");
        CompletableFuture<Reply> first =
                small.chat(reserving, BODY).fault("delay_ms=2000").start();
        Leased held = new Leased(small.books(), reserving);
        Await.until("the reserved call is under way", () -> held.nano() > 0);
        assertThat(small.chat(reserving, BODY).send().status())
                .as("one call more than is reserved")
                .isEqualTo(503);

        assertThat(first.join().status()).isEqualTo(200);
        filling.forEach(CompletableFuture::join);
        assertThat(small.chat(other, BODY).send().status()).isEqualTo(200);
    }

    @Test
    void anEmptyBalanceIsToldAsALimitOfMoney() {
        Customer customer = bed.customer("0.000001");
        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 402, "insufficient_quota");
        assertThat(chat.header("tallyport-limit"))
                .isEqualTo("balance; scope=organisation; limit=0.000001; remaining=0.000001");
        assertThat(chat.headers().map()).doesNotContainKey("retry-after");

        Reply message = bed.messages(customer, MESSAGE).send();
        ErrorShape.assertAnthropic(message, 402, "insufficient_credits");
        assertThat(message.json().at("/error/details/limit").asText()).isEqualTo("balance");
        assertThat(message.json().at("/error/details/remaining").asText()).isEqualTo("0.000001");
        assertThat(message.json().at("/error/message").asText()).contains("needed at most", "Top up");
    }

    @Test
    void anExpiredKeyIsRefusedAndSaysSo() {
        Customer customer = bed.customer();
        restrict(customer, "expires_at = clock_timestamp() + interval '3 seconds'");
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);

        Await.until(
                "the key's expiry",
                FIVE_SECONDS,
                () -> bed.chat(customer, BODY).send().status() == 401);
        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 401, "invalid_request_error");
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("api_key_expired");
        Reply message = bed.messages(customer, MESSAGE).send();
        ErrorShape.assertAnthropic(message, 401, "authentication_error");
        assertThat(message.json().at("/error/message").asText()).contains("expired");
    }

    @Test
    void aRevokedKeySaysThatItIsRevokedAlsoOnANodeThatNeverKnewIt() {
        Customer known = bed.customer();
        Customer unknown = bed.customer();
        assertThat(bed.chat(known, BODY).send().status()).isEqualTo(200);
        for (Customer customer : List.of(known, unknown)) {
            restrict(customer, "revoked_at = clock_timestamp(), revoked_by = 'test'");
        }

        Await.until(
                "a 401 for a revoked key",
                FIVE_SECONDS,
                () -> bed.chat(known, BODY).send().status() == 401);
        for (Customer customer : List.of(known, unknown)) {
            Reply chat = bed.chat(customer, BODY).send();
            ErrorShape.assertOpenAi(chat, 401, "invalid_request_error");
            assertThat(chat.json().at("/error/code").asText()).isEqualTo("api_key_revoked");
            ErrorShape.assertAnthropic(bed.messages(customer, MESSAGE).send(), 401, "authentication_error");
        }
    }

    @Test
    void aKeyMayBeUsedFromItsAddressesOnly() {
        Customer customer = bed.customer();
        restrict(customer, "addresses = '{127.0.1.0/24,2001:db8::/32}'");

        assertThat(bed.chat(customer, BODY).from("127.0.1.9").send().status()).isEqualTo(200);
        Reply chat = bed.chat(customer, BODY).from("127.0.2.9").send();
        assertThat(chat.status()).isEqualTo(403);
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("address_not_allowed");
        assertThat(chat.json().at("/error/message").asText()).contains("127.0.2.9");
        Reply message = bed.messages(customer, MESSAGE).from("127.0.2.9").send();
        assertThat(message.status()).isEqualTo(403);
        assertThat(message.json().at("/error/type").asText()).isEqualTo("permission_error");
        assertThat(bed.books().usageOf(customer)).hasSize(1);
    }

    @Test
    void aSuspensionIsAnnouncedUntilItIsThere() {
        Customer customer = bed.customer();
        bed.books()
                .update(
                        "UPDATE organisation SET status = 'SUSPENDED', status_reason = 'unpaid invoice 7',"
                                + " suspended_from = clock_timestamp() + interval '4 seconds' WHERE id = ?",
                        customer.walletId());
        Reply served = bed.chat(customer, BODY).send();
        assertThat(served.status()).as(served.text()).isEqualTo(200);
        assertThat(served.header("tallyport-notice")).matches("suspension at 20.*Z: unpaid invoice 7");

        Await.until(
                "the suspension",
                Duration.ofSeconds(8),
                () -> bed.chat(customer, BODY).send().status() == 403);
        Reply chat = bed.chat(customer, BODY).send();
        ErrorShape.assertOpenAi(chat, 403, "invalid_request_error");
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("organisation_suspended");
        assertThat(chat.json().at("/error/message").asText()).contains("unpaid invoice 7", "support");
        assertThat(chat.headers().map()).doesNotContainKey("tallyport-notice");
        ErrorShape.assertAnthropic(bed.messages(customer, MESSAGE).send(), 403, "permission_error");
    }

    @Test
    void anAddressSendsAThousandRequestsAMinute() {
        int passed = 0;
        Reply last = bed.get("/v1/models").from("127.0.3.1").send();
        while (last.status() == 401 && passed < 4_000) {
            passed++;
            last = bed.get("/v1/models").from("127.0.3.1").send();
        }

        assertThat(passed).isGreaterThanOrEqualTo(1_000);
        ErrorShape.assertOpenAi(last, 429, "requests");
        assertThat(last.header("tallyport-limit"))
                .startsWith("requests-per-minute; scope=address; limit=1000; remaining=0; ");
        assertThat(bed.get("/v1/models").from("127.0.3.2").send().status()).isEqualTo(401);
        assertThat(bed.get("/v1/health/live").from("127.0.3.1").send().status()).isEqualTo(200);
    }

    @Test
    void anAddressHasFiftyConnections() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                open.add(connect());
                assertThat(ask(open.getLast())).startsWith("HTTP/1.1 401 ");
            }
            try (Socket oneMore = connect()) {
                assertThat(ask(oneMore))
                        .startsWith("HTTP/1.1 429 ")
                        .containsIgnoringCase("tallyport-limit: connections; scope=address; limit=50; remaining=0")
                        .contains("connections at once");
            }
            assertThat(ask(open.getFirst())).startsWith("HTTP/1.1 401 ");
            open.removeLast().close();
            Await.until("room for a connection", FIVE_SECONDS, () -> {
                try (Socket again = connect()) {
                    return ask(again).startsWith("HTTP/1.1 401 ");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Socket connect() throws IOException {
        URI uri = URI.create(bed.url());
        Socket socket =
                new Socket(InetAddress.getByName(uri.getHost()), uri.getPort(), InetAddress.getByName("127.0.4.1"), 0);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /v1/models HTTP/1.1\r\nhost: gateway\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        int length = 0;
        while (true) {
            int count = in.read(buffer, length, buffer.length - length);
            length += Math.max(0, count);
            String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
            if (count < 0 || text.endsWith("}}")) {
                return text;
            }
        }
    }

    private void restrict(Customer customer, String assignments) {
        bed.books().update("UPDATE api_key SET " + assignments + " WHERE public_id = ?", customer.keyId());
    }
}
