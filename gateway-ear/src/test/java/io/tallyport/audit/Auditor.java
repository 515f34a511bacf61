package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Posted;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.RollUp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays random operations on two wallets of one customer, and predicts each: the answer, the entries, and what every lot,
 * group and wallet holds afterwards.
 */
final class Auditor {
    private static final long DEBT_CAP = 5_000;
    private static final List<Integer> TAX_PPM = List.of(0, 190_000, 210_000, 81_250);
    private static final String ACTOR = "support@x.example";

    private final BareLedger ledger;
    private final ModelWallet first;
    private final ModelWallet second;
    private final Inspection inspection;
    private final List<Hold> holds = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<ModelRefund> refunds = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    private record Hold(ModelWallet wallet, UUID lease, long nano) {}

    /** A settled call: what it took from lots, owed, and had written off. */
    private static final class Call {
        final UUID id;
        final ModelWallet wallet;
        final List<ModelWallet.Part> parts;
        final long owed;
        final long writtenOff;
        boolean givenBack;

        Call(UUID id, ModelWallet wallet, List<ModelWallet.Part> parts, long owed, long writtenOff) {
            this.id = id;
            this.wallet = wallet;
            this.parts = parts;
            this.owed = owed;
            this.writtenOff = writtenOff;
        }
    }

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

    /** Something that was sent under a key, and its answer. */
    private record Command(String key, Supplier<Decision> send, Decision answer) {}

    Auditor(BareLedger ledger) {
        this.ledger = ledger;
        long id = ledger.wallet(DEBT_CAP);
        this.first = new ModelWallet(id, DEBT_CAP);
        this.second = new ModelWallet(ledger.sister(id), 0);
        this.inspection = new Inspection(ledger, List.of(first, second));
    }

    void play(Operation operation) {
        switch (operation.kind()) {
            case TOP_UP -> topUp(operation);
            case HOLD -> hold(operation);
            case SETTLE -> pick(holds, operation).ifPresent(hold -> settle(hold, operation));
            case VOID -> pick(holds, operation).ifPresent(this::end);
            case GIVE_BACK -> giveBack(operation);
            case REFUND -> refund(operation);
            case REFUND_PAID_OUT -> pick(refunds, operation).ifPresent(this::paidOut);
            case REFUND_FAILED -> pick(refunds, operation).ifPresent(this::failed);
            case ADJUST_UP -> adjustUp(operation);
            case ADJUST_DOWN -> adjustDown(operation);
            case EXPIRE -> expire(operation);
            case MOVE -> move(operation);
            case ROLL_UP -> rollUp(operation);
            case RETRY ->
                pick(commands, operation)
                        .ifPresent(command -> assertThat(command.send().get()).isEqualTo(command.answer()));
            case OTHER_CONTENT -> pick(commands, operation).ifPresent(this::sendOtherContent);
        }
        inspection.compare();
    }

    void end() {
        ledger.assertConsistent(first.id, second.id);
    }

    private void topUp(Operation operation) {
        ModelWallet wallet = wallet(operation);
        long bonus = operation.percent() > 60 ? operation.amount() * (operation.percent() - 60) / 200 : 0;
        @Nullable
        Instant expires =
                operation.percent() > 90 ? Instant.now().plus(1 + operation.which() % 50, ChronoUnit.DAYS) : null;
        long net = operation.amount() / (1 + operation.which() % 30);
        int ppm = TAX_PPM.get(operation.which() % TAX_PPM.size());
        long tax = tax(net, ppm);
        Sale sale = new Sale(Sale.Source.PAYMENT, "stripe", "USD", net, tax, ppm, "XX", null, null);
        TopUp topUp = new TopUp(wallet.id, sale, operation.amount(), bonus, expires);
        UUID id = posted(key -> ledger.credits.topUp(topUp, key));

        long cleared = Math.min(wallet.debt, operation.amount());
        List<String> lines = new ArrayList<>(List.of("P1 X.ISS.P -> W.P " + operation.amount() + " CRD"));
        line(lines, "P1 W.P -> DEBT", cleared, "CRD");
        line(lines, "P1 1100 -> 2100", net, "USD");
        line(lines, "P1 1100 -> 2200", tax, "USD");
        inspection.expect(id, lines);
        List<Long> made = inspection.newLots(wallet.id);
        ModelGroup group =
                new ModelGroup(inspection.groupOf(made.getFirst()), net, tax, ppm, operation.amount() + bonus);
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

    private void hold(Operation operation) {
        ModelWallet wallet = wallet(operation);
        long nano = Math.max(1, wallet.free() * operation.percent() / 300);
        @Nullable UUID lease = ledger.lease(wallet.id, nano);
        assertThat(lease != null).as("a hold of %s of %s", nano, wallet.free()).isEqualTo(nano <= wallet.free());
        if (lease != null) {
            wallet.leased += nano;
            holds.add(new Hold(wallet, lease, nano));
        }
    }

    private void end(Hold hold) {
        ledger.giveBackLease(hold.lease());
        hold.wallet().leased -= hold.nano();
        holds.remove(hold);
    }

    private void settle(Hold hold, Operation operation) {
        ModelWallet wallet = hold.wallet();
        long debit = hold.nano() * operation.percent() / 100;
        UUID id = ledger.settle(wallet.id, "model-" + operation.which() % 3, hold.lease(), hold.nano(), debit);
        long onLease = Math.min(hold.nano(), debit);
        long covered = onLease + Math.min(debit - onLease, Math.max(wallet.free(), 0));
        long owed = Math.min(debit - covered, Math.max(wallet.debtCap - wallet.debt, 0));
        long writtenOff = debit - covered - owed;
        List<ModelWallet.Part> parts = ModelWallet.take(wallet.inOrder(), covered);
        String kind = owed + writtenOff > 0 ? "P5" : "P4";
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> line(lines, kind + " " + part.lot().account() + " -> X.USE", part.nano(), "CRD"));
        line(lines, "P5 DEBT -> X.USE", owed, "CRD");
        line(lines, "P5 X.WOF -> X.USE", writtenOff, "CRD");
        inspection.expect(id, lines);
        parts.forEach(part -> part.lot().remaining -= part.nano());
        wallet.debt += owed;
        wallet.spend += covered + owed;
        wallet.leased -= hold.nano();
        holds.remove(hold);
        calls.add(new Call(id, wallet, parts, owed, writtenOff));
    }

    private void giveBack(Operation operation) {
        if (calls.isEmpty() || operation.which() % 40 == 0) {
            UUID unknown = UUID.randomUUID();
            refused(Refusal.NOT_FOUND, key -> ledger.credits.giveBack(unknown, key, ACTOR, "bad answer"));
            return;
        }
        Call call = calls.get(operation.which() % calls.size());
        ModelWallet wallet = call.wallet;
        if (call.parts.isEmpty() && call.owed + call.writtenOff == 0) {
            refused(Refusal.NOTHING_TO_REVERSE, key -> ledger.credits.giveBack(call.id, key, ACTOR, "bad answer"));
            return;
        }
        if (call.givenBack) {
            refused(Refusal.ALREADY_REVERSED, key -> ledger.credits.giveBack(call.id, key, ACTOR, "bad answer"));
            return;
        }
        UUID id = posted(key -> ledger.credits.giveBack(call.id, key, ACTOR, "bad answer"));
        List<String> lines = new ArrayList<>();
        call.parts.forEach(part -> line(lines, "P9 X.USE -> " + part.lot().account(), part.nano(), "CRD"));
        line(lines, "P9 X.USE -> DEBT", call.owed, "CRD");
        line(lines, "P9 X.USE -> X.WOF", call.writtenOff, "CRD");
        inspection.expect(id, lines);
        restorePaidDebt(wallet, Math.max(0, call.owed - wallet.debt));
        call.parts.forEach(part -> part.lot().group.unuse(part.lot(), part.nano()));
        wallet.debt -= call.owed;
        wallet.spend -= call.owed
                + call.parts.stream().mapToLong(ModelWallet.Part::nano).sum();
        call.givenBack = true;
    }

    private static void restorePaidDebt(ModelWallet wallet, long nano) {
        long missing = nano;
        for (long lotId : List.copyOf(wallet.debtPayments.descendingKeySet())) {
            long part = Math.min(missing, wallet.debtPayments.get(lotId));
            ModelLot lot = wallet.lots.stream()
                    .filter(one -> one.id == lotId)
                    .findFirst()
                    .orElseThrow();
            if (part > 0) {
                lot.group.unuse(lot, part);
                wallet.debtPayments.merge(lotId, -part, Long::sum);
                missing -= part;
            }
        }
        wallet.debt += nano;
    }

    private void refund(Operation operation) {
        ModelWallet wallet = wallet(operation);
        if (wallet.groups.isEmpty()) {
            refused(Refusal.NOT_FOUND, key -> ledger.credits.refund(-1, 5, key, ACTOR, "asked for"));
            return;
        }
        int among = operation.which() % 2 == 0 ? 2 : wallet.groups.size();
        ModelGroup group = wallet.groups.get(operation.which() / 2 % Math.min(among, wallet.groups.size()));
        ModelLot paid = lot(group, true);
        @Nullable ModelLot bonus = lot(group, false);
        long has = paid == null ? 0 : paid.remaining;
        long nano = Math.max(1, has * operation.percent() / 100);
        if (paid == null || nano > has) {
            refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> ledger.credits.refund(group.id, nano, key, ACTOR, "asked for"));
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
            refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> ledger.credits.refund(group.id, nano, key, ACTOR, "asked for"));
            return;
        }
        UUID id = posted(key -> ledger.credits.refund(group.id, nano, key, ACTOR, "asked for"));
        long price = ModelGroup.floor(group.sold, nano - kept, paid.initial);
        long breakage = Math.max(0, Math.min(price - group.unearned(), group.breakage));
        long net = Math.min(price, group.unearned() + breakage);
        long tax = Math.max(
                0,
                Math.min(tax(group.refunded + net, group.taxPpm) - group.taxRefunded, group.tax - group.taxRefunded));
        List<String> lines = new ArrayList<>(List.of("P8 W.P -> X.REF " + nano + " CRD"));
        line(lines, "P8 W.B -> X.ISS.B", clawedBack, "CRD");
        line(lines, "P8 4190 -> 2100", breakage, "USD");
        line(lines, "P8 2100 -> 2300", net, "USD");
        line(lines, "P8 2200 -> 2300", tax, "USD");
        inspection.expect(id, lines);
        List<ModelWallet.Part> parts = new ArrayList<>(List.of(new ModelWallet.Part(paid, nano)));
        group.rebase(paid, nano, net, -breakage, 0);
        if (clawedBack > 0) {
            parts.add(new ModelWallet.Part(bonus, clawedBack));
            group.rebase(bonus, clawedBack, 0, 0, 0);
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
            refused(Refusal.ALREADY_REVERSED, key -> ledger.credits.refundPaidOut(refund.id, "stripe", key));
        } else if (refund.payout != null) {
            assertThat(ledger.credits.refundPaidOut(refund.id, "stripe", BareLedger.key()))
                    .isEqualTo(new Posted(refund.payout));
        } else if (refund.net + refund.tax == 0) {
            refused(Refusal.NOTHING_TO_REVERSE, key -> ledger.credits.refundPaidOut(refund.id, "stripe", key));
        } else {
            refund.payout = posted(key -> ledger.credits.refundPaidOut(refund.id, "stripe", key));
            inspection.expect(refund.payout, List.of(gross.get()));
        }
    }

    private void failed(ModelRefund refund) {
        if (refund.failed) {
            refused(Refusal.ALREADY_REVERSED, key -> ledger.credits.refundFailed(refund.id, key));
            return;
        }
        UUID id = posted(key -> ledger.credits.refundFailed(refund.id, key));
        refund.wallet.recognise();
        List<String> lines = new ArrayList<>();
        refund.parts.forEach(
                part -> line(lines, part.lot().paid ? "P8 X.REF -> W.P" : "P8 X.ISS.B -> W.B", part.nano(), "CRD"));
        line(lines, "P8 2100 -> 4190", refund.breakage, "USD");
        line(lines, "P8 2300 -> 2100", refund.net, "USD");
        line(lines, "P8 2300 -> 2200", refund.tax, "USD");
        inspection.expect(id, lines);
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

    private void adjustUp(Operation operation) {
        ModelWallet wallet = wallet(operation);
        UUID id = posted(key -> ledger.credits.adjustUp(wallet.id, operation.amount(), key, BareLedger.TWO_PEOPLE));
        inspection.expect(id, List.of("P12 X.ADJ -> W.B " + operation.amount() + " CRD"));
        long made = inspection.newLots(wallet.id).getFirst();
        ModelGroup group = new ModelGroup(inspection.groupOf(made), 0, 0, 0, operation.amount());
        new ModelLot(made, group, false, operation.amount(), Instant.MAX);
        wallet.add(group);
    }

    private void adjustDown(Operation operation) {
        ModelWallet wallet = wallet(operation);
        long nano = Math.max(1, wallet.free() * operation.percent() / 120);
        if (nano > wallet.free()) {
            refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> ledger.credits.adjustDown(wallet.id, nano, key, BareLedger.TWO_PEOPLE));
            return;
        }
        UUID id = posted(key -> ledger.credits.adjustDown(wallet.id, nano, key, BareLedger.TWO_PEOPLE));
        wallet.recognise();
        List<String> lines = new ArrayList<>();
        for (ModelWallet.Part part : ModelWallet.take(wallet.inOrder(), nano)) {
            line(lines, "P12 " + part.lot().account() + " -> X.ADJ", part.nano(), "CRD");
            part.lot().group.rebase(part.lot(), part.nano(), 0, 0, 0);
        }
        inspection.expect(id, lines);
    }

    /** Lets the time of the wallet's first expiring lot be over; then what nobody holds expires. */
    private void expire(Operation operation) {
        ModelWallet wallet = wallet(operation);
        wallet.inOrder().stream()
                .filter(lot -> !lot.expires.equals(Instant.MAX) && !lot.isExpired())
                .findFirst()
                .ifPresent(lot -> {
                    lot.expires = lot.expires.minus(1_000, ChronoUnit.DAYS);
                    ledger.database.update(
                            "UPDATE credit_lot SET effective_at = effective_at - interval '1000 days', "
                                    + "expires_at = expires_at - interval '24000 hours' WHERE id = ?",
                            lot.id);
                });
        List<ModelLot> expired =
                wallet.inOrder().stream().filter(ModelLot::isExpired).toList();
        long nano = Math.max(
                0, Math.min(expired.stream().mapToLong(lot -> lot.remaining).sum(), wallet.free()));
        assertThat(ledger.bean(Expiry.class).expire(wallet.id)).isEqualTo(nano);
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

    private void move(Operation operation) {
        ModelWallet from = wallet(operation);
        ModelWallet to = from == first ? second : first;
        long has = Math.max(0, Math.min(from.paid(), from.free()));
        long nano = Math.max(1, has * operation.percent() / 120);
        if (nano > has) {
            refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    key -> ledger.credits.move(from.id, to.id, nano, key, BareLedger.TWO_PEOPLE));
            return;
        }
        UUID id = posted(key -> ledger.credits.move(from.id, to.id, nano, key, BareLedger.TWO_PEOPLE));
        from.recognise();
        List<Long> made = new ArrayList<>(inspection.newLots(to.id));
        List<String> lines = new ArrayList<>();
        for (ModelWallet.Part part :
                ModelWallet.take(from.inOrder().stream().filter(lot -> lot.paid).toList(), nano)) {
            ModelGroup group = part.lot().group;
            long net = ModelGroup.floor(group.unearned(), part.nano(), group.remaining());
            long tax = group.net == 0
                    ? 0
                    : Math.min(ModelGroup.floor(group.tax, net, group.net), group.tax - group.taxRefunded);
            line(lines, "P18 W.P -> W.P", part.nano(), "CRD");
            line(lines, "P18 2100 -> 2100", net, "USD");
            group.rebase(part.lot(), part.nano(), 0, 0, net);
            group.tax -= tax;
            long lotId = made.removeFirst();
            ModelGroup split = new ModelGroup(inspection.groupOf(lotId), net, tax, group.taxPpm, part.nano());
            new ModelLot(lotId, split, true, part.nano(), Instant.MAX);
            to.add(split);
        }
        inspection.expect(id, lines);
    }

    private void rollUp(Operation operation) {
        ModelWallet wallet = wallet(operation);
        ledger.bean(RollUp.class).recognise(wallet.id);
        wallet.recognise();
    }

    private void sendOtherContent(Command command) {
        assertThatThrownBy(() -> ledger.credits.adjustUp(first.id, 987_654_321, command.key(), BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("came before with other content");
    }

    private interface Keyed {
        Decision send(String key);
    }

    private UUID posted(Keyed operation) {
        Decision answer = send(operation);
        assertThat(answer).isInstanceOf(Posted.class);
        return ((Posted) answer).transactionId();
    }

    private void refused(Refusal refusal, Keyed operation) {
        assertThat(send(operation)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(refusal));
    }

    private Decision send(Keyed operation) {
        String key = BareLedger.key();
        Decision answer = operation.send(key);
        commands.add(new Command(key, () -> operation.send(key), answer));
        return answer;
    }

    private ModelWallet wallet(Operation operation) {
        return operation.which() % 4 == 0 ? second : first;
    }

    private static <T> java.util.Optional<T> pick(List<T> all, Operation operation) {
        return all.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(all.get(operation.which() % all.size()));
    }

    private static @Nullable ModelLot lot(ModelGroup group, boolean paid) {
        return group.lots.stream().filter(lot -> lot.paid == paid).findFirst().orElse(null);
    }

    private static void line(List<String> lines, String posting, long amount, String unit) {
        if (amount > 0) {
            Collections.addAll(lines, posting + " " + amount + " " + unit);
        }
    }

    private static long tax(long net, int ppm) {
        return BigDecimal.valueOf(net)
                .multiply(BigDecimal.valueOf(ppm, 6))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
