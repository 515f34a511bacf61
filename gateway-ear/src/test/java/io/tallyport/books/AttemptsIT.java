package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.revenue.ProviderCosts;
import io.tallyport.settlement.Settling;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Placement;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import io.tallyport.usage.UsageEvents;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was tried before a call was answered: on the books with the call, and owed to the account's provider. */
class AttemptsIT {
    private static final long CENT_NANO = 10_000_000;
    private static final String MODEL = "model-tried";

    private final BareLedger ledger = BareLedger.get();
    private final long account = ThreadLocalRandom.current().nextLong(1_000, Long.MAX_VALUE);
    private final List<TriedAttempt> tried = List.of(
            new TriedAttempt(1, account, 529, "overloaded", 0, null, 1_200),
            new TriedAttempt(2, account, 200, "hedged", 3 * CENT_NANO, 40_000, 80_000));
    private long wallet;

    @BeforeEach
    void fund() {
        wallet = ledger.wallet();
        ledger.topUp(wallet, 1_000_000_000, 0, 100);
    }

    @Test
    void attemptsStandOnTheBooksWithTheirCallInABatchOfWhichOthersHaveNone() {
        Settling.Call with = call(tried);
        Settling.Call without = call(List.of());
        ledger.settle(List.of(without, with));

        assertThat(find(with.requestId()).tried()).isEqualTo(tried);
        assertThat(find(without.requestId()).tried()).isEmpty();
        assertThat(atTheTimeOfTheCall(with.requestId())).isEqualTo(2);
    }

    @Test
    void attemptsStandOnTheBooksWithACallThatIsSettledAlone() {
        Settling.Call alone = call(tried);
        ledger.settle(List.of(alone));

        assertThat(find(alone.requestId()).tried()).isEqualTo(tried);
        assertThat(find(alone.requestId()).placement()).isEqualTo(Placement.NONE);
        assertThat(atTheTimeOfTheCall(alone.requestId())).isEqualTo(2);
    }

    @Test
    void aCallThatCannotStandLeavesNoAttempt() {
        TriedAttempt impossible = new TriedAttempt(3, account, 500, "", 0, null, 1);
        Settling.Call wrong = call(List.of(tried.getFirst(), impossible));

        assertThatThrownBy(() -> ledger.settle(List.of(wrong, call(List.of())))).isNotNull();
        assertThat(attempts(wrong.requestId())).isZero();
        assertThat(ledger.bean(UsageEvents.class).find(wrong.requestId())).isEmpty();
    }

    @Test
    void whatAttemptsCostIsOwedToTheProviderOfTheirAccountOnce() {
        ledger.settle(List.of(call(tried), call(tried)));
        post();
        assertThat(owed()).isEqualTo(6);

        ledger.settle(List.of(call(tried)));
        post();
        post();
        assertThat(owed()).isEqualTo(9);
    }

    @Test
    void theMarginOfACallIsWhatAllItsAttemptsLeave() {
        Settling.Call call = call(tried);
        ledger.settle(List.of(call));

        assertThat(find(call.requestId()).marginNano()).isEqualTo(-3 * CENT_NANO);
    }

    @Test
    void everyAttemptIsSeenInOneView() {
        Settling.Call call = call(tried);
        ledger.settle(List.of(call));

        assertThat(ledger.text("""
                        SELECT string_agg(concat_ws(' ', n, status, coalesce(reason, 'none'), cost_nano), ', ' ORDER BY n)
                        FROM upstream_attempt WHERE request_id = ? AND model_id = ?
                        """, call.requestId(), MODEL))
                .isEqualTo("1 529 overloaded 0, 2 200 hedged 30000000, 3 200 none 1000");
    }

    private Settling.Call call(List<TriedAttempt> attempts) {
        UUID lease = Objects.requireNonNull(ledger.lease(wallet, 1_000));
        return new Settling.Call(TimeOrderedId.next(), wallet, MODEL, 1_000, lease, 1_000, 1, attempts);
    }

    private UsageEvent find(UUID call) {
        return ledger.bean(UsageEvents.class).find(call).orElseThrow().event();
    }

    private long attempts(UUID call) {
        return ledger.number("SELECT count(*) FROM usage_attempt WHERE request_id = ?", call);
    }

    private long atTheTimeOfTheCall(UUID call) {
        return ledger.number(
                "SELECT count(*) FROM usage_attempt JOIN usage_event USING (request_id, created_at) WHERE request_id = ?",
                call);
    }

    private void post() {
        while (ledger.bean(ProviderCosts.class).post()) {
            // a stretch at a time
        }
    }

    /** Minor units of 2500, credit +. */
    private long owed() {
        return ledger.number("""
                SELECT coalesce(-sum(e.amount), 0) FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
                WHERE a.class = '2500' AND a.detail = 'account ' || ?
                """, account);
    }
}
