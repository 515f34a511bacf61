package io.tallyport.audit;

import java.time.Instant;
import java.util.Comparator;

/** A lot as the auditor knows it. */
final class ModelLot {
    /** The frozen order of use. */
    static final Comparator<ModelLot> ORDER = Comparator.<ModelLot, Instant>comparing(lot -> lot.expires)
            .thenComparing(lot -> lot.paid)
            .thenComparing(lot -> lot.id);

    final long id;
    final ModelGroup group;
    final boolean paid;
    final long initial;
    Instant expires;
    long remaining;
    long withdrawn;

    ModelLot(long id, ModelGroup group, boolean paid, long initial, Instant expires) {
        this.id = id;
        this.group = group;
        this.paid = paid;
        this.initial = initial;
        this.remaining = initial;
        this.expires = expires;
        group.lots.add(this);
    }

    String account() {
        return paid ? "W.P" : "W.B";
    }

    boolean isExpired() {
        return expires.isBefore(Instant.now());
    }
}
