package io.tallyport.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A wallet as the auditor knows it: what it holds is what its lots have left. */
final class ModelWallet {
    final long id;
    final long debtCap;
    final List<ModelLot> lots = new ArrayList<>();
    final List<ModelGroup> groups = new ArrayList<>();
    /** What each lot has paid of debts, newest last. */
    final TreeMap<Long, Long> debtPayments = new TreeMap<>();

    long leased;
    long debt;
    long spend;

    /** What one lot gave, or (without a lot) what was owed or written off. */
    record Part(ModelLot lot, long nano) {}

    ModelWallet(long id, long debtCap) {
        this.id = id;
        this.debtCap = debtCap;
    }

    long paid() {
        return lots.stream()
                .filter(lot -> lot.paid)
                .mapToLong(lot -> lot.remaining)
                .sum();
    }

    long bonus() {
        return lots.stream()
                .filter(lot -> !lot.paid)
                .mapToLong(lot -> lot.remaining)
                .sum();
    }

    long free() {
        return paid() + bonus() - leased;
    }

    List<ModelLot> inOrder() {
        return lots.stream()
                .filter(lot -> lot.remaining > 0)
                .sorted(ModelLot.ORDER)
                .toList();
    }

    /** What a debit or withdrawal of this size takes from each of these lots, in their order. */
    static List<Part> take(List<ModelLot> from, long nano) {
        List<Part> parts = new ArrayList<>();
        long missing = nano;
        for (ModelLot lot : from) {
            long part = Math.min(missing, lot.remaining);
            if (part > 0) {
                parts.add(new Part(lot, part));
                missing -= part;
            }
        }
        return parts;
    }

    void recognise() {
        groups.forEach(group -> group.recognised = group.earned());
    }

    void add(ModelGroup group) {
        groups.add(group);
        lots.addAll(group.lots);
    }

    long inLedger() {
        return groups.stream().mapToLong(ModelGroup::inLedger).sum();
    }
}
