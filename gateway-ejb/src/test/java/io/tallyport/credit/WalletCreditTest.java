package io.tallyport.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.credit.HoldAnswer.Shortage;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalletCreditTest {
    private final WalletCredit wallet = new WalletCredit(1);

    @Test
    void theFirstHoldWaitsForADrawOfExactlyItsAmount() {
        CompletableFuture<HoldAnswer> first = hold(100);
        assertThat(first).isNotDone();
        WalletCredit.Need need = wallet.startDraw().orElseThrow();
        assertThat(need.exact()).isEqualTo(100);
        draw(null, 100);
        assertThat(first.join()).isInstanceOf(Hold.class);
    }

    @Test
    void holdsOfOneWalletShareOneDraw() {
        CompletableFuture<HoldAnswer> first = hold(100);
        wallet.startDraw();
        CompletableFuture<HoldAnswer> second = hold(50);
        assertThat(wallet.startDraw()).isEmpty();
        Lease lease = draw(null, 100);
        assertThat(first.join()).isInstanceOf(Hold.class);
        assertThat(second).isNotDone();
        assertThat(wallet.startDraw().orElseThrow().exact()).isEqualTo(50);
        draw(lease, 50);
        assertThat(second.join()).isInstanceOf(Hold.class);
    }

    @Test
    void whatASettledCallLeavesServesWhoeverWaits() {
        Hold first = held(100);
        CompletableFuture<HoldAnswer> second = hold(80);
        wallet.startDraw();
        wallet.drawn(null, 0, 0).deliver();
        assertThat(second).isNotDone();
        wallet.end(first, 20).deliver();
        assertThat(second.join()).isInstanceOf(Hold.class);
    }

    @Test
    void withoutAnyCallUnderWayAShortageIsRefusedAtOnceWithTheAmounts() {
        CompletableFuture<HoldAnswer> hold = hold(100);
        wallet.startDraw();
        wallet.drawn(null, 0, 40).deliver();
        assertThat(hold.join()).isEqualTo(new Shortage(40, 100));
    }

    @Test
    void aHoldEndsOnce() {
        Hold first = held(100);
        wallet.end(first, 60).deliver();
        wallet.end(first, 60).deliver();
        assertThat(first.lease.consumed).isEqualTo(60);
        assertThat(first.lease.reserved).isZero();
    }

    @Test
    void aHoldGrowsOutOfWhatTheLeaseHasFreeAndNoFurther() {
        CompletableFuture<HoldAnswer> answer = hold(100);
        wallet.startDraw();
        draw(null, 130);
        Hold hold = (Hold) answer.join();
        wallet.enlarge(hold, 120);
        assertThat(hold.amount()).isEqualTo(120);
        wallet.enlarge(hold, 500);
        assertThat(hold.amount()).isEqualTo(130);
        assertThat(hold.lease.free()).isZero();
    }

    @Test
    void aLeaseWithHoldsIsNeverReturned() {
        held(100);
        assertThat(wallet.takeReturnable()).isEmpty();
    }

    @Test
    void aLeaseThatARenewalDidNotFindOpenIsUsedNoMore() {
        wallet.end(held(100), 0).deliver();
        wallet.renewed(Set.of(), System.nanoTime());
        assertThat(hold(10)).isNotDone();
        assertThat(wallet.startDraw().orElseThrow().lease()).isNull();
    }

    @Test
    void aLeaseDrawnAfterTheRenewalWasSentStaysInUse() {
        long sentAt = System.nanoTime();
        wallet.end(held(100), 0).deliver();
        wallet.renewed(Set.of(), sentAt);
        assertThat(hold(10)).isDone();
    }

    private CompletableFuture<HoldAnswer> hold(long amount) {
        return wallet.hold(amount).toCompletableFuture();
    }

    private Hold held(long amount) {
        CompletableFuture<HoldAnswer> answer = hold(amount);
        wallet.startDraw();
        draw(null, amount);
        return (Hold) answer.join();
    }

    private Lease draw(@Nullable Lease lease, long granted) {
        Lease drawn = lease == null ? new Lease(new UUID(0, 1), 1, 0, System.nanoTime()) : lease;
        wallet.drawn(drawn, granted, granted).deliver();
        return drawn;
    }
}
