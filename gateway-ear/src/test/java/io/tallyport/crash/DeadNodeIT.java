package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.BooksCheck;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that never comes back leaves no credit behind for longer than a minute. */
@ExtendWith(BooksCheck.class)
class DeadNodeIT {
    private final Bed bed = Bed.shared();

    @Test
    void theLeaseOfANodeThatIsGoneIsExpiredWithinAMinute() {
        Customer customer = bed.customer("0.001");
        bed.books().update("INSERT INTO node (id, epoch) VALUES ('gone', 1) ON CONFLICT DO NOTHING");
        bed.books().update("""
                WITH lease AS (
                    INSERT INTO credit_lease (id, wallet_id, node_id, epoch, granted, expires_at)
                    VALUES (gen_random_uuid(), ?, 'gone', 1, 1000000, clock_timestamp() + interval '30 seconds')
                    RETURNING granted, wallet_id
                )
                UPDATE wallet SET leased = leased + granted FROM lease WHERE wallet.id = lease.wallet_id
                """, customer.walletId());
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(bed.chat(customer, body).send().status()).isEqualTo(402);

        Await.until(
                "the dead node's lease expires",
                Duration.ofSeconds(62),
                () -> bed.books().number("SELECT count(*) FROM credit_lease WHERE state = 'OPEN' AND node_id = 'gone'")
                        == 0);
        Reply reply = bed.chat(customer, body).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
