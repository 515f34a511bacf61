package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that never comes back leaves no credit behind: its lease is expired a lease's life after it has run out. */
@ExtendWith(BooksCheck.class)
class DeadNodeIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration LOOKS_EVERY = LIFE.dividedBy(6);

    private final Bed bed = Bed.shared();

    /** Its size is the life its lease has left in seconds: freshly renewed, or silent for 45 seconds already. */
    @Test
    @Tag("torture")
    void theLeaseOfANodeThatIsGoneIsExpired() {
        Torture.run("dead-node", -15, 30, (secondsLeft, seed) -> {
            Customer customer = bed.customer("0.001");
            leaveLeaseOfDeadNode(customer, secondsLeft);
            assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(402);

            Await.until(
                    "the dead node's lease expires",
                    LIFE.plusSeconds(secondsLeft).plus(LOOKS_EVERY.multipliedBy(2)),
                    () -> bed.books().number("SELECT leased FROM wallet WHERE id = ?", customer.walletId()) == 0);
            assertThat(bed.books()
                            .list(
                                    "SELECT state FROM credit_lease WHERE wallet_id = ?",
                                    row -> row.getString(1),
                                    customer.walletId()))
                    .containsExactly("EXPIRED");
            Reply reply = bed.chat(customer, BODY).send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        });
    }

    private void leaveLeaseOfDeadNode(Customer customer, int secondsLeft) {
        bed.books().update("INSERT INTO node (id, epoch) VALUES ('gone', 1) ON CONFLICT DO NOTHING");
        bed.books().update("""
                WITH lease AS (
                    INSERT INTO credit_lease (id, wallet_id, node_id, epoch, granted, expires_at)
                    VALUES (gen_random_uuid(), ?, 'gone', 1, 1000000, clock_timestamp() + ? * interval '1 second')
                    RETURNING granted, wallet_id
                )
                UPDATE wallet SET leased = leased + granted FROM lease WHERE wallet.id = lease.wallet_id
                """, customer.walletId(), secondsLeft);
    }
}
