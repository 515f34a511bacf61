package io.tallyport.bed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Many calls at once, over all nodes of a bed, on what pays for a few of them. */
public final class Overspend {
    public static final int PAID = 20;
    public static final String BODY = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":10,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Of what does the sea smell in the morning, at the very edge?\"}]}";
    private static final int CALLS = 200;

    private final Bed bed;

    public Overspend(Bed bed) {
        this.bed = bed;
    }

    /** 200 calls on a balance for 20: at least 19 are served, and it is spent to what they cost. */
    public void onceOnABalance() {
        long balance = holdOf(BODY) * PAID;
        Customer customer = bed.customer(BigDecimal.valueOf(balance, 9).toPlainString());
        List<Reply> replies = atOnce(customer, CALLS);

        List<Reply> served =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        replies.stream().filter(reply -> reply.status() != 200).forEach(Overspend::assertInsufficient);
        assertThat(served.size()).isGreaterThanOrEqualTo(PAID - 1);
        List<UsageRow> rows = bed.books().usageOf(customer);
        assertThat(rows.stream().map(UsageRow::requestId))
                .containsExactlyInAnyOrderElementsOf(
                        served.stream().map(Reply::callId).toList());
        long spent = rows.stream().mapToLong(UsageRow::debit).sum();
        assertThat(bed.books().balance(customer)).isEqualTo(balance - spent).isNotNegative();
        Leased leased = new Leased(bed.books(), customer);
        Await.until("no credit stranded", Duration.ofSeconds(10), () -> leased.nano() == 0);
    }

    /** 200 calls that use some of their hold, fail, or lose their lease, on a balance for 20. */
    public void byChance(Random random) {
        long balance = holdOf(BODY) * PAID;
        Customer customer = bed.customer(BigDecimal.valueOf(balance, 9).toPlainString());
        Leased leased = new Leased(bed.books(), customer);
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            calls.add(bed.chat(bed.nodes().get(call % bed.nodes().size()), customer, BODY)
                    .output("tokens=" + (1 + random.nextInt(10)))
                    .fault(random.nextInt(4) == 0 ? "status=500" : "delay_ms=" + random.nextInt(300))
                    .start());
            if (call % (CALLS / 4) == CALLS / 8) {
                leased.expireAll();
            }
        }
        assertThat(calls.stream().map(call -> call.join().status()))
                .contains(200, 402)
                .containsOnly(200, 402, 500);
        List<UsageRow> rows = bed.books().usageOf(customer);
        long spent = rows.stream().mapToLong(UsageRow::debit).sum();
        assertThat(bed.books().balance(customer))
                .isEqualTo(balance - spent + writtenOff(customer))
                .isNotNegative();
        Await.until("no credit stranded", Duration.ofSeconds(10), () -> leased.nano() == 0);
    }

    /** Of calls whose lease was expired under them once others had spent it. */
    private long writtenOff(Customer customer) {
        return bed.books().number("""
                SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.debit_account
                WHERE e.wallet_id = ? AND a.class = 'X.WOF'
                """, customer.walletId());
    }

    /** All of them are sent before the first is waited for. */
    public List<Reply> atOnce(Customer customer, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> bed.chat(bed.nodes().get(call % bed.nodes().size()), customer, BODY)
                        .output("tokens=10")
                        .fault("delay_ms=40")
                        .start())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** What a call of this body needs, as the gateway itself names it to an empty wallet; nano-credits. */
    public long holdOf(String body) {
        String message = bed.chat(bed.customer("0"), body)
                .send()
                .json()
                .at("/error/message")
                .asText();
        String needed = message.replaceFirst(".*needed at most ([0-9.]+) credits.*", "$1");
        return new BigDecimal(needed).movePointRight(9).longValueExact();
    }

    public static void assertInsufficient(Reply reply) {
        ErrorShape.assertOpenAi(reply, 402, "insufficient_quota");
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("insufficient_credits");
    }
}
