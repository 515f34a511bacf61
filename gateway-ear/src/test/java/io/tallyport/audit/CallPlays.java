package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.ledger.Decision.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls: held, settled or voided, and given back. */
final class CallPlays {
    private final Stage stage;
    private final List<Hold> holds = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();

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

    CallPlays(Stage stage) {
        this.stage = stage;
    }

    void settle(Operation operation) {
        Stage.pick(holds, operation).ifPresent(hold -> settle(hold, operation));
    }

    void end(Operation operation) {
        Stage.pick(holds, operation).ifPresent(this::end);
    }

    void hold(Operation operation) {
        ModelWallet wallet = stage.wallet(operation);
        long nano = Math.max(1, wallet.free() * operation.percent() / 300);
        @Nullable UUID lease = stage.ledger.lease(wallet.id, nano);
        assertThat(lease != null).as("a hold of %s of %s", nano, wallet.free()).isEqualTo(nano <= wallet.free());
        if (lease != null) {
            wallet.leased += nano;
            holds.add(new Hold(wallet, lease, nano));
        }
    }

    private void end(Hold hold) {
        stage.ledger.giveBackLease(hold.lease());
        hold.wallet().leased -= hold.nano();
        holds.remove(hold);
    }

    private void settle(Hold hold, Operation operation) {
        ModelWallet wallet = hold.wallet();
        long debit = hold.nano() * operation.percent() / 100;
        UUID id = stage.ledger.settle(wallet.id, "model-" + operation.which() % 3, hold.lease(), hold.nano(), debit);
        long onLease = Math.min(hold.nano(), debit);
        long covered = onLease + Math.min(debit - onLease, Math.max(wallet.free(), 0));
        long owed = Math.min(debit - covered, Math.max(wallet.debtCap - wallet.debt, 0));
        long writtenOff = debit - covered - owed;
        List<ModelWallet.Part> parts = ModelWallet.take(wallet.inOrder(), covered);
        String kind = owed + writtenOff > 0 ? "P5" : "P4";
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> Stage.line(lines, kind + " " + part.lot().account() + " -> X.USE", part.nano(), "CRD"));
        Stage.line(lines, "P5 DEBT -> X.USE", owed, "CRD");
        Stage.line(lines, "P5 X.WOF -> X.USE", writtenOff, "CRD");
        stage.inspection.expect(id, lines);
        parts.forEach(part -> part.lot().remaining -= part.nano());
        wallet.debt += owed;
        wallet.spend += covered + owed;
        wallet.leased -= hold.nano();
        holds.remove(hold);
        calls.add(new Call(id, wallet, parts, owed, writtenOff));
    }

    void giveBack(Operation operation) {
        if (calls.isEmpty() || operation.which() % 40 == 0) {
            UUID unknown = UUID.randomUUID();
            stage.refused(
                    Refusal.NOT_FOUND, key -> stage.ledger.credits.giveBack(unknown, key, Stage.ACTOR, "bad answer"));
            return;
        }
        Call call = calls.get(operation.which() % calls.size());
        ModelWallet wallet = call.wallet;
        if (call.parts.isEmpty() && call.owed + call.writtenOff == 0) {
            stage.refused(
                    Refusal.NOTHING_TO_REVERSE,
                    key -> stage.ledger.credits.giveBack(call.id, key, Stage.ACTOR, "bad answer"));
            return;
        }
        if (call.givenBack) {
            stage.refused(
                    Refusal.ALREADY_REVERSED,
                    key -> stage.ledger.credits.giveBack(call.id, key, Stage.ACTOR, "bad answer"));
            return;
        }
        UUID id = stage.posted(key -> stage.ledger.credits.giveBack(call.id, key, Stage.ACTOR, "bad answer"));
        List<String> lines = new ArrayList<>();
        call.parts.forEach(part -> Stage.line(lines, "P9 X.USE -> " + part.lot().account(), part.nano(), "CRD"));
        Stage.line(lines, "P9 X.USE -> DEBT", call.owed, "CRD");
        Stage.line(lines, "P9 X.USE -> X.WOF", call.writtenOff, "CRD");
        stage.inspection.expect(id, lines);
        restorePaidDebt(wallet, Math.max(0, call.owed - wallet.debt));
        call.parts.forEach(part -> part.lot().group.unuse(part.lot(), part.nano()));
        wallet.debt -= call.owed;
        wallet.spend -= call.owed
                + call.parts.stream().mapToLong(ModelWallet.Part::nano).sum();
        call.givenBack = true;
    }

    private void restorePaidDebt(ModelWallet wallet, long nano) {
        long missing = nano;
        for (long lotId : List.copyOf(wallet.debtPayments.descendingKeySet())) {
            long part = Math.min(missing, Objects.requireNonNull(wallet.debtPayments.get(lotId)));
            ModelLot lot = wallet.lots.stream()
                    .filter(one -> one.id == lotId)
                    .findFirst()
                    .orElseThrow();
            if (part > 0) {
                stage.inspection.expectBeside("P9 DEBT -> W.P " + part + " CRD");
                lot.group.unuse(lot, part);
                wallet.debtPayments.merge(lotId, -part, Long::sum);
                missing -= part;
            }
        }
        wallet.debt += nano;
    }
}
