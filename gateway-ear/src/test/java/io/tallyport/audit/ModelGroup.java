package io.tallyport.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What the auditor knows of a sale: its price, what became of it, and its lots. */
final class ModelGroup {
    final long id;
    final long sold;
    final int taxPpm;
    final List<ModelLot> lots = new ArrayList<>();
    long net;
    long tax;
    long taxRefunded;
    long refunded;
    long breakage;
    long recognised;
    long refundedCredits;
    long keptForBonus;
    private long base;
    private long baseNano;
    private long baseEarned;

    ModelGroup(long id, long net, long tax, int taxPpm, long nano) {
        this.id = id;
        this.sold = net;
        this.net = net;
        this.tax = tax;
        this.taxPpm = taxPpm;
        this.base = net;
        this.baseNano = nano;
    }

    long remaining() {
        return lots.stream().mapToLong(lot -> lot.remaining).sum();
    }

    long used() {
        return lots.stream()
                .mapToLong(lot -> lot.initial - lot.remaining - lot.withdrawn)
                .sum();
    }

    long earned() {
        return baseNano == 0 ? baseEarned + base : baseEarned + floor(base, baseNano - remaining(), baseNano);
    }

    long unearned() {
        return net - refunded - breakage - earned();
    }

    long inLedger() {
        return net - refunded - breakage - recognised;
    }

    /** Credits leave (or, below 0, come back) unused, and of the price this much with them. */
    void rebase(ModelLot lot, long nano, long refund, long expired, long moved) {
        long earned = earned();
        net -= moved;
        refunded += refund;
        breakage += expired;
        lot.remaining -= nano;
        lot.withdrawn += nano;
        startOver(earned);
    }

    /** Used credits come back: undone within the base, else at the average of all that was earned. */
    void unuse(ModelLot lot, long nano) {
        long earned = earned();
        long used = used();
        lot.remaining += nano;
        if (remaining() > baseNano) {
            startOver(earned - floor(earned, nano, used));
        }
    }

    private void startOver(long earned) {
        baseEarned = earned;
        base = net - refunded - breakage - earned;
        baseNano = remaining();
    }

    static long floor(long amount, long part, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** Half up, in minor units. */
    static long tax(long net, int ppm) {
        return BigDecimal.valueOf(net)
                .multiply(BigDecimal.valueOf(ppm, 6))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
