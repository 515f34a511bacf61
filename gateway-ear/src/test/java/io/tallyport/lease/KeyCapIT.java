package io.tallyport.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Leased;
import io.tallyport.bed.Overspend;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spend caps of keys (money.md section 5.9), spent by two nodes. */
class KeyCapIT {
    private static final String BODY = Overspend.BODY;

    private final Bed bed = Bed.pair();
    private final Overspend overspend = new Overspend(bed);

    @AfterEach
    void theBooksAreConsistent() {
        bed.books().assertConsistent();
        assertThat(bed.books().number("""
                        SELECT count(*) FROM key_budget b CROSS JOIN LATERAL (SELECT coalesce(sum(granted - consumed), 0) rest
                            FROM credit_lease WHERE key_id = b.key_id AND state = 'OPEN') l WHERE leased_nano <> rest
                        """)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSE", "REVOKE"})
    void aCallAboveTheCapIsRefusedWithTheAmountsAndASmallerOneIsServed(String onExhaustion) {
        Customer customer = capped(20_000, onExhaustion);
        Reply refused = bed.chat(customer, BODY.replace("\"max_tokens\":10", "\"max_tokens\":9000"))
                .send();

        ErrorShape.assertOpenAi(refused, 402, "insufficient_quota");
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("key_budget_exhausted");
        String message = refused.json().at("/error/message").asText();
        assertThat(message).contains("limit 0.00002 credits, spent 0, left 0.00002");
        String fitting = message.replaceFirst(".*max_tokens to at most ([0-9]+)\\..*", "$1");
        Reply served = bed.chat(customer, BODY.replace("\"max_tokens\":10", "\"max_tokens\":" + fitting))
                .output("tokens=3")
                .send();
        assertThat(served.status()).as(served.text()).isEqualTo(200);
        assertThat(spent(customer))
                .isEqualTo(bed.books().usageOf(customer).getFirst().debit());
    }

    @Test
    void aCapThatRevokesRefusesOneCallAndTheKeyFromThenOn() {
        Customer customer = capped(1, "REVOKE");
        Reply first = bed.messages(customer, BODY.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                .send();

        ErrorShape.assertAnthropic(first, 402, "insufficient_credits");
        assertThat(first.json().at("/error/details/error_code").asText()).isEqualTo("key_budget_exhausted");
        assertThat(first.text()).contains("revoked");
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(401);
        Await.until(
                "the other node knows",
                Duration.ofSeconds(5),
                () -> bed.chat(bed.nodes().get(1), customer, BODY).send().status() == 401);
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void twoNodesTogetherNeverSpendMoreThanTheCap() {
        long hold = overspend.holdOf(BODY);
        Customer customer = capped(hold * Overspend.PAID, "REFUSE");
        List<Reply> replies = overspend.atOnce(customer, 100);

        assertThat(replies.stream().map(Reply::status)).containsOnly(200, 402);
        assertThat(replies.stream().filter(reply -> reply.status() == 200).count())
                .isGreaterThanOrEqualTo(Overspend.PAID - 1);
        long debits = bed.books().usageOf(customer).stream()
                .mapToLong(UsageRow::debit)
                .sum();
        assertThat(spent(customer)).isEqualTo(debits).isLessThanOrEqualTo(hold * Overspend.PAID);
        Await.until(
                "nothing is held of the cap",
                Duration.ofSeconds(10),
                () -> bed.books().number("SELECT leased_nano FROM key_budget WHERE key_id = ?", customer.keyId()) == 0);
    }

    @Test
    void aCallWhoseLeasesWereExpiredMeanwhileIsSettledOnWalletAndCap() {
        Customer customer = capped(overspend.holdOf(BODY) * Overspend.PAID, "REFUSE");
        CompletableFuture<Reply> slow =
                bed.chat(customer, BODY).fault("delay_ms=3000").start();
        Leased leased = new Leased(bed.books(), customer);
        Await.until("the call holds a lease on the wallet and one on the cap", () -> leased.openLeases() == 2);
        Await.pause(300);
        leased.expireAll();

        assertThat(slow.join().status()).isEqualTo(200);
        UsageRow row = bed.books().usageOf(customer).getFirst();
        assertThat(row.debit()).isPositive();
        assertThat(spent(customer)).isEqualTo(row.debit());
    }

    private Customer capped(long nano, String onExhaustion) {
        Customer customer = bed.customer();
        bed.books()
                .update(
                        "INSERT INTO key_budget (key_id, limit_nano, on_exhaustion) VALUES (?, ?, ?)",
                        customer.keyId(),
                        nano,
                        onExhaustion);
        return customer;
    }

    private long spent(Customer customer) {
        return bed.books().number("SELECT spent_nano FROM key_budget WHERE key_id = ?", customer.keyId());
    }
}
