package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.ledger.Decision.Posted;
import io.tallyport.ledger.Decision.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Refunds of unused paid credits: asked for, paid out, or failed at the payment provider. */
final class RefundPlays {
    private final Stage stage;
    private final List<ModelRefund> refunds = new ArrayList<>();

    private static final class ModelRefund {
        final UUID id;
        final ModelWallet wallet;
        final ModelGroup group;
        final List<ModelWallet.Part> parts;
        final long kept;
        final long net;
        final long tax;
        final long breakage;

        @Nullable
        UUID payout;

        boolean failed;

        ModelRefund(
                UUID id,
                ModelWallet wallet,
                ModelGroup group,
                List<ModelWallet.Part> parts,
                long kept,
                long net,
                long tax,
                long breakage) {
            this.id = id;
            this.wallet = wallet;
            this.group = group;
            this.parts = parts;
            this.kept = kept;
            this.net = net;
            this.tax = tax;
            this.breakage = breakage;
        }
    }

    RefundPlays(Stage stage) {
        this.stage = stage;
    }

    void paidOut(Operation operation) {
        Stage.pick(refunds, operation).ifPresent(this::paidOut);
    }

    void failed(Operation operation) {
        Stage.pick(refunds, operation).ifPresent(this::failed);
    }

    void refund(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        if (wallet.groups.isEmpty()) {
            stage.refused(Refusal.NOT_FOUND, key -> stage.ledger.credits.refund(-1, 5, key, Stage.ACTOR, "asked for"));
            return;
        }
        int among = operation.which() % 2 == 0 ? 2 : wallet.groups.size();
        ModelGroup group = wallet.groups.get(operation.which() / 2 % Math.min(among, wallet.groups.size()));
        ModelLot paid = lot(group, true);
        @Nullable ModelLot bonus = lot(group, false);
        long has = paid == null ? 0 : paid.remaining;
        long nano = Math.max(1, has * operation.percent() / 100);
        if (paid == null || nano > has) {
            stage.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> stage.ledger.credits.refund(group.id, nano, key, Stage.ACTOR, "asked for"));
            return;
        }
        long excess = 0;
        if (bonus != null) {
            long allowed = ModelGroup.floor(bonus.initial, paid.initial - group.refundedCredits - nano, paid.initial);
            excess = Math.max(0, bonus.initial - bonus.withdrawn - group.keptForBonus - allowed);
        }
        long clawedBack = bonus == null ? 0 : Math.min(excess, bonus.remaining);
        long kept = Math.min(excess - clawedBack, nano);
        wallet.recognise();
        if (nano + clawedBack > wallet.free()) {
            stage.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> stage.ledger.credits.refund(group.id, nano, key, Stage.ACTOR, "asked for"));
            return;
        }
        UUID id = stage.posted(key -> stage.ledger.credits.refund(group.id, nano, key, Stage.ACTOR, "asked for"));
        long price = ModelGroup.floor(group.sold, nano - kept, paid.initial);
        long breakage = Math.max(0, Math.min(price - group.unearned(), group.breakage));
        long net = Math.min(price, group.unearned() + breakage);
        long tax = Math.max(
                0,
                Math.min(
                        ModelGroup.tax(group.refunded + net, group.taxPpm) - group.taxRefunded,
                        group.tax - group.taxRefunded));
        List<String> lines = new ArrayList<>(List.of("P8 W.P -> X.REF " + nano + " CRD"));
        Stage.line(lines, "P8 W.B -> X.ISS.B", clawedBack, "CRD");
        Stage.line(lines, "P8 4190 -> 2100", breakage, "USD");
        Stage.line(lines, "P8 2100 -> 2300", net, "USD");
        Stage.line(lines, "P8 2200 -> 2300", tax, "USD");
        stage.inspection.expect(id, lines);
        List<ModelWallet.Part> parts = new ArrayList<>(List.of(new ModelWallet.Part(paid, nano)));
        group.rebase(paid, nano, net, -breakage, 0);
        if (clawedBack > 0) {
            ModelLot clawed = Objects.requireNonNull(bonus);
            parts.add(new ModelWallet.Part(clawed, clawedBack));
            group.rebase(clawed, clawedBack, 0, 0, 0);
        }
        group.taxRefunded += tax;
        group.refundedCredits += nano;
        group.keptForBonus += kept;
        assertThat(group.refunded).as("L15: refunded of what was paid").isLessThanOrEqualTo(group.sold);
        assertThat(group.taxRefunded).as("L15: tax").isLessThanOrEqualTo(group.tax);
        refunds.add(new ModelRefund(id, wallet, group, parts, kept, net, tax, breakage));
    }

    private void paidOut(ModelRefund refund) {
        Supplier<String> gross = () -> "P8 2300 -> 1100 " + (refund.net + refund.tax) + " USD";
        if (refund.failed) {
            stage.refused(
                    Refusal.ALREADY_REVERSED, key -> stage.ledger.credits.refundPaidOut(refund.id, "stripe", key));
        } else if (refund.payout != null) {
            assertThat(stage.ledger.credits.refundPaidOut(refund.id, "stripe", BareLedger.key()))
                    .isEqualTo(new Posted(refund.payout));
        } else if (refund.net + refund.tax == 0) {
            stage.refused(
                    Refusal.NOTHING_TO_REVERSE, key -> stage.ledger.credits.refundPaidOut(refund.id, "stripe", key));
        } else {
            refund.payout = stage.posted(key -> stage.ledger.credits.refundPaidOut(refund.id, "stripe", key));
            stage.inspection.expect(refund.payout, List.of(gross.get()));
        }
    }

    private void failed(ModelRefund refund) {
        if (refund.failed) {
            stage.refused(Refusal.ALREADY_REVERSED, key -> stage.ledger.credits.refundFailed(refund.id, key));
            return;
        }
        UUID id = stage.posted(key -> stage.ledger.credits.refundFailed(refund.id, key));
        refund.wallet.recognise();
        List<String> lines = new ArrayList<>();
        refund.parts.forEach(part ->
                Stage.line(lines, part.lot().paid ? "P8 X.REF -> W.P" : "P8 X.ISS.B -> W.B", part.nano(), "CRD"));
        Stage.line(lines, "P8 2100 -> 4190", refund.breakage, "USD");
        Stage.line(lines, "P8 2300 -> 2100", refund.net, "USD");
        Stage.line(lines, "P8 2300 -> 2200", refund.tax, "USD");
        stage.inspection.expect(id, lines);
        if (refund.payout != null) {
            stage.inspection.expectBeside("P8 1100 -> 2300 " + (refund.net + refund.tax) + " USD");
        }
        ModelWallet.Part paid = refund.parts.getFirst();
        refund.group.rebase(paid.lot(), -paid.nano(), -refund.net, refund.breakage, 0);
        if (refund.parts.size() > 1) {
            ModelWallet.Part bonus = refund.parts.getLast();
            refund.group.rebase(bonus.lot(), -bonus.nano(), 0, 0, 0);
        }
        refund.group.taxRefunded -= refund.tax;
        refund.group.refundedCredits -= paid.nano();
        refund.group.keptForBonus -= refund.kept;
        refund.failed = true;
    }

    private static @Nullable ModelLot lot(ModelGroup group, boolean paid) {
        return group.lots.stream().filter(lot -> lot.paid == paid).findFirst().orElse(null);
    }
}
