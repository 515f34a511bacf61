package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.RollUp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credits that come, go, expire or move without a call. */
final class CreditPlays {
    private static final List<Integer> TAX_PPM = List.of(0, 190_000, 210_000, 81_250);

    private final Stage stage;

    CreditPlays(Stage stage) {
        this.stage = stage;
    }

    void topUp(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        long bonus = operation.percent() > 60 ? operation.amount() * (operation.percent() - 60) / 200 : 0;
        @Nullable
        Instant expires =
                operation.percent() > 90 ? Instant.now().plus(1 + operation.which() % 50, ChronoUnit.DAYS) : null;
        long net = operation.amount() / (1 + operation.which() % 30);
        int ppm = TAX_PPM.get(operation.which() % TAX_PPM.size());
        long tax = ModelGroup.tax(net, ppm);
        Sale sale = new Sale(Sale.Source.PAYMENT, "stripe", "USD", net, tax, ppm, "XX", null, null);
        TopUp topUp = new TopUp(wallet.id, sale, operation.amount(), bonus, expires);
        UUID id = stage.posted(key -> stage.ledger.credits.topUp(topUp, key));

        long cleared = Math.min(wallet.debt, operation.amount());
        List<String> lines = new ArrayList<>(List.of("P1 X.ISS.P -> W.P " + operation.amount() + " CRD"));
        Stage.line(lines, "P1 W.P -> DEBT", cleared, "CRD");
        Stage.line(lines, "P1 1100 -> 2100", net, "USD");
        Stage.line(lines, "P1 1100 -> 2200", tax, "USD");
        stage.inspection.expect(id, lines);
        List<Long> made = stage.inspection.newLots(wallet.id);
        ModelGroup group =
                new ModelGroup(stage.inspection.groupOf(made.getFirst()), net, tax, ppm, operation.amount() + bonus);
        ModelLot paid = new ModelLot(made.getFirst(), group, true, operation.amount(), Instant.MAX);
        if (bonus > 0) {
            new ModelLot(made.getLast(), group, false, bonus, expires == null ? Instant.MAX : expires);
        }
        wallet.add(group);
        paid.remaining -= cleared;
        wallet.debt -= cleared;
        if (cleared > 0) {
            wallet.debtPayments.put(paid.id, cleared);
        }
    }

    void adjustUp(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        UUID id = stage.posted(
                key -> stage.ledger.credits.adjustUp(wallet.id, operation.amount(), key, BareLedger.TWO_PEOPLE));
        stage.inspection.expect(id, List.of("P12 X.ADJ -> W.B " + operation.amount() + " CRD"));
        long made = stage.inspection.newLots(wallet.id).getFirst();
        ModelGroup group = new ModelGroup(stage.inspection.groupOf(made), 0, 0, 0, operation.amount());
        new ModelLot(made, group, false, operation.amount(), Instant.MAX);
        wallet.add(group);
    }

    void adjustDown(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        long nano = Math.max(1, wallet.free() * operation.percent() / 120);
        if (nano > wallet.free()) {
            stage.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> stage.ledger.credits.adjustDown(wallet.id, nano, key, BareLedger.TWO_PEOPLE));
            return;
        }
        UUID id = stage.posted(key -> stage.ledger.credits.adjustDown(wallet.id, nano, key, BareLedger.TWO_PEOPLE));
        wallet.recognise();
        List<String> lines = new ArrayList<>();
        for (ModelWallet.Part part : ModelWallet.take(wallet.inOrder(), nano)) {
            Stage.line(lines, "P12 " + part.lot().account() + " -> X.ADJ", part.nano(), "CRD");
            part.lot().group.rebase(part.lot(), part.nano(), 0, 0, 0);
        }
        stage.inspection.expect(id, lines);
    }

    /** Lets the time of the wallet's first expiring lot be over; then what nobody holds expires. */
    void expire(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        wallet.inOrder().stream()
                .filter(lot -> !lot.expires.equals(Instant.MAX) && !lot.isExpired())
                .findFirst()
                .ifPresent(lot -> {
                    lot.expires = lot.expires.minus(1_000, ChronoUnit.DAYS);
                    stage.ledger.database.update(
                            "UPDATE credit_lot SET effective_at = effective_at - interval '1000 days', "
                                    + "expires_at = expires_at - interval '24000 hours' WHERE id = ?",
                            lot.id);
                });
        List<ModelLot> expired =
                wallet.inOrder().stream().filter(ModelLot::isExpired).toList();
        long nano = Math.max(
                0, Math.min(expired.stream().mapToLong(lot -> lot.remaining).sum(), wallet.free()));
        assertThat(stage.ledger.bean(Expiry.class).expire(wallet.id)).isEqualTo(nano);
        if (nano == 0) {
            return;
        }
        wallet.recognise();
        for (ModelWallet.Part part : ModelWallet.take(expired, nano)) {
            ModelGroup group = part.lot().group;
            group.rebase(
                    part.lot(), part.nano(), 0, ModelGroup.floor(group.unearned(), part.nano(), group.remaining()), 0);
        }
    }

    void move(Operation operation) {
        ModelWallet from = stage.wallet(operation);
        ModelWallet to = from == stage.first ? stage.second : stage.first;
        long has = Math.max(0, Math.min(from.paid(), from.free()));
        long nano = Math.max(1, has * operation.percent() / 120);
        if (nano > has) {
            stage.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> stage.ledger.credits.move(from.id, to.id, nano, key, BareLedger.TWO_PEOPLE));
            return;
        }
        UUID id = stage.posted(key -> stage.ledger.credits.move(from.id, to.id, nano, key, BareLedger.TWO_PEOPLE));
        from.recognise();
        List<Long> made = new ArrayList<>(stage.inspection.newLots(to.id));
        List<String> lines = new ArrayList<>();
        for (ModelWallet.Part part :
                ModelWallet.take(from.inOrder().stream().filter(lot -> lot.paid).toList(), nano)) {
            ModelGroup group = part.lot().group;
            long net = ModelGroup.floor(group.unearned(), part.nano(), group.remaining());
            long tax = group.net == 0
                    ? 0
                    : Math.min(ModelGroup.floor(group.tax, net, group.net), group.tax - group.taxRefunded);
            Stage.line(lines, "P18 W.P -> W.P", part.nano(), "CRD");
            Stage.line(lines, "P18 2100 -> 2100", net, "USD");
            group.rebase(part.lot(), part.nano(), 0, 0, net);
            group.tax -= tax;
            long lotId = made.removeFirst();
            ModelGroup split = new ModelGroup(stage.inspection.groupOf(lotId), net, tax, group.taxPpm, part.nano());
            new ModelLot(lotId, split, true, part.nano(), Instant.MAX);
            to.add(split);
        }
        stage.inspection.expect(id, lines);
    }

    void rollUp(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        stage.ledger.bean(RollUp.class).recognise(wallet.id);
        wallet.recognise();
    }
}
