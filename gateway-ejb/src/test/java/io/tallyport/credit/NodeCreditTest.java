package io.tallyport.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.credit.NodeCredit.Answer;
import io.tallyport.credit.NodeCredit.Return;
import io.tallyport.credit.NodeCredit.Short;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a node may spend, decided in memory: L12 (partial release is exact), L41 (leases end by an interval). */
class NodeCreditTest {
    private static final Fund FUND = Fund.wallet(1);
    private final NodeCredit credit = new NodeCredit(FUND, Duration.ofSeconds(30));

    @Test
    void theFirstHoldWaitsForADrawOfExactlyItsAmount() {
        CompletableFuture<Answer> first = hold(100);
        assertThat(first).isNotDone();
        Need need = need(credit);
        assertThat(need.waiting()).containsExactly(100L);
        drawn(need, 100);
        assertThat(first.join()).isInstanceOf(Share.class);
    }

    @Test
    void holdsOfOneFundShareOneDraw() {
        CompletableFuture<Answer> first = hold(100);
        Need need = need(credit);
        CompletableFuture<Answer> second = hold(50);
        assertThat(credit.startDraw()).isFalse();
        drawn(need, 100);
        assertThat(first.join()).isInstanceOf(Share.class);
        assertThat(second).isNotDone();
        Need next = need(credit);
        assertThat(next.waiting()).containsExactly(50L);
        drawn(next, 50);
        assertThat(second.join()).isInstanceOf(Share.class);
    }

    @Test
    void whatASettledCallLeavesServesWhoeverWaits() {
        Share first = held(100);
        CompletableFuture<Answer> second = hold(80);
        nothingDrawn(0, false);
        assertThat(second).isNotDone();
        credit.end(first, 20).deliver();
        assertThat(second.join()).isInstanceOf(Share.class);
    }

    @Test
    void withoutAnyHopeAShortageIsRefusedAtOnceWithTheAmounts() {
        CompletableFuture<Answer> hold = hold(100);
        nothingDrawn(40, false);
        assertThat(hold.join()).isEqualTo(new Short(40, 100));
    }

    @Test
    void aDrawThatBroughtNothingRefusesNobodyWhoCameAfterItHadBegun() {
        CompletableFuture<Answer> first = hold(100);
        Need need = need(credit);
        CompletableFuture<Answer> second = hold(40);
        credit.drawn(need, null, 0, 40, false).deliver();
        assertThat(first.join()).isEqualTo(new Short(40, 100));
        assertThat(second).isNotDone();
        assertThat(credit.hasNewWaiters()).isTrue();
        drawn(need(credit), 40);
        assertThat(second.join()).isInstanceOf(Share.class);
    }

    @Test
    void aShortageWaitsWhileOtherNodesAreAskedAndIsRefusedWhenPatienceEnds() throws Exception {
        CompletableFuture<Answer> hold = hold(100);
        nothingDrawn(40, true);
        assertThat(hold).isNotDone();
        assertThat(credit.startRetry()).isTrue();
        assertThat(credit.startRetry()).isFalse();
        credit.refuseOverdue().deliver();
        assertThat(hold).isNotDone();
        Thread.sleep(260);
        credit.refuseOverdue().deliver();
        assertThat(hold.join()).isEqualTo(new Short(40, 100));
    }

    @Test
    @DisplayName("L12: a share ends once, and gives back exactly what was not consumed")
    void aShareEndsOnce() {
        Share first = held(100);
        credit.end(first, 60).deliver();
        credit.end(first, 60).deliver();
        assertThat(first.lease.consumed).isEqualTo(60);
        assertThat(first.lease.reserved).isZero();
        assertThat(first.lease.free()).isEqualTo(40);
    }

    @Test
    void aShareGrowsOutOfWhatTheLeaseHasFreeAndNoFurther() {
        CompletableFuture<Answer> answer = hold(100);
        drawn(need(credit), 130);
        Share share = (Share) answer.join();
        credit.enlarge(share, 120);
        assertThat(share.amount).isEqualTo(120);
        credit.enlarge(share, 500);
        assertThat(share.amount).isEqualTo(130);
        assertThat(share.lease.free()).isZero();
    }

    @Test
    void aLeaseInUseIsNotReturned() {
        held(100);
        assertThat(credit.takeReturnable()).isEmpty();
    }

    @Test
    void aRecalledLeaseGivesBackWhatIsFreeAtOnceAndTheRestAsItsCallsEnd() {
        CompletableFuture<Answer> answer = hold(100);
        drawn(need(credit), 130);
        Share share = (Share) answer.join();
        credit.recall();

        assertThat(credit.takeReturnable()).containsExactly(new Return(share.lease, 30, false));
        assertThat(hold(10)).as("no more holds on a recalled lease").isNotDone();
        assertThat(credit.takeReturnable()).isEmpty();
        credit.end(share, 60).deliver();
        assertThat(credit.takeReturnable()).containsExactly(new Return(share.lease, 40, true));
        assertThat(credit.takeReturnable()).isEmpty();
    }

    @Test
    void whatADrawBringsToALeaseRecalledMeanwhileGoesBackWithIt() {
        Share share = held(100);
        CompletableFuture<Answer> waiting = hold(50);
        Need need = need(credit);
        credit.recall();
        credit.drawn(need, need.lease(), 50, 50, false).deliver();

        assertThat(waiting).isNotDone();
        assertThat(need(credit).lease()).isNull();
        assertThat(credit.takeReturnable()).containsExactly(new Return(share.lease, 50, false));
    }

    @Test
    @DisplayName("L41: half its life after the last renewal was sent, a lease is used no more")
    void aLeaseIsUsedForHalfItsLife() throws Exception {
        NodeCredit brief = new NodeCredit(FUND, Duration.ofMillis(400));
        CompletableFuture<Answer> answer = brief.hold(10).toCompletableFuture();
        Need need = need(brief);
        Lease lease = new Lease(new UUID(0, 1), FUND, 0, System.nanoTime());
        brief.drawn(need, lease, 100, 100, false).deliver();
        assertThat(answer).isDone();
        Thread.sleep(210);
        assertThat(brief.hold(10).toCompletableFuture()).isNotDone();
        brief.prolonged(Set.of(lease.id), System.nanoTime());
        assertThat(need(brief).lease()).isSameAs(lease);
    }

    @Test
    void aLeaseThatIsNotOpenAnyMoreIsUsedNoMore() {
        credit.end(held(100), 0).deliver();
        credit.keepOnly(Set.of(), System.nanoTime());
        assertThat(hold(10)).isNotDone();
        assertThat(need(credit).lease()).isNull();
    }

    @Test
    void aLeaseDrawnAfterTheLookBeganStaysInUse() {
        long sentAt = System.nanoTime();
        credit.end(held(100), 0).deliver();
        credit.keepOnly(Set.of(), sentAt);
        assertThat(hold(10)).isDone();
    }

    private CompletableFuture<Answer> hold(long amount) {
        return credit.hold(amount).toCompletableFuture();
    }

    private Share held(long amount) {
        CompletableFuture<Answer> answer = hold(amount);
        drawn(need(credit), amount);
        return (Share) answer.join();
    }

    private static Need need(NodeCredit credit) {
        assertThat(credit.startDraw()).isTrue();
        return credit.need();
    }

    private void drawn(Need need, long granted) {
        @Nullable Lease enlarged = need.lease();
        Lease lease = enlarged == null ? new Lease(new UUID(0, 1), FUND, 0, System.nanoTime()) : enlarged;
        credit.drawn(need, lease, granted, granted, false).deliver();
    }

    private void nothingDrawn(long available, boolean hope) {
        Need need = need(credit);
        credit.drawn(need, null, 0, available, hope).deliver();
    }
}
