package io.tallyport.lot;

import io.tallyport.lot.LotStore.Lot;
import io.tallyport.revenue.LotGroup;
import io.tallyport.tax.TaxAmount;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a refund of {@code credits} takes and gives (money.md section 9). A refund keeps the bonus that the credits not
 * returned would have earned; more than that is clawed back from unused bonus, then from the credits themselves.
 */
record RefundTerms(long credits, long bonus, long shortfall, long net, long tax, long breakage) {
    private static final int PPM_DIGITS_OF_PERCENT = 4;

    /** @param standing what earlier refunds of the group took */
    static RefundTerms of(
            LotGroup group,
            Lot paid,
            Optional<Lot> bonusLot,
            RefundStore.Standing standing,
            LotStore.Tax sale,
            long credits) {
        long shortfall = 0;
        long clawedBack = 0;
        if (bonusLot.isPresent()) {
            Lot bonus = bonusLot.get();
            long returned = standing.credits() + credits;
            long allowed = LotGroup.part(bonus.initial(), paid.initial() - returned, paid.initial());
            long excess = Math.max(0, bonus.initial() - bonus.withdrawn() - standing.shortfall() - allowed);
            clawedBack = Math.min(excess, bonus.remaining());
            shortfall = Math.min(excess - clawedBack, credits);
        }
        long price = LotGroup.part(sale.soldNet(), credits - shortfall, paid.initial());
        long breakage = Math.clamp(price - group.unearned(), 0, group.breakage());
        long net = Math.min(price, group.unearned() + breakage);
        return new RefundTerms(credits, clawedBack, shortfall, net, tax(sale, net), breakage);
    }

    /** Money with tax, minor units. */
    long gross() {
        return Math.addExact(net, tax);
    }

    /** Tax on all that was refunded, less the tax refunded before: parts add up to the tax on the whole. */
    private static long tax(LotStore.Tax sale, long net) {
        BigDecimal percent = BigDecimal.valueOf(sale.ppm(), PPM_DIGITS_OF_PERCENT);
        long due = TaxAmount.of(percent, Math.addExact(sale.refundedNet(), net));
        return Math.clamp(due - sale.refunded(), 0, sale.charged() - sale.refunded());
    }
}
