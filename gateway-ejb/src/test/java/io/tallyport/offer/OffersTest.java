package io.tallyport.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.offer.CreditPackage.Amounts;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OffersTest {
    private static final long CREDIT = 1_000_000_000;
    private static final List<BonusRule> LADDER = List.of(
            new BonusRule(1, 100 * CREDIT, 100_000, false, null, 365),
            new BonusRule(2, 500 * CREDIT, 150_000, false, null, 365),
            new BonusRule(3, 1_000 * CREDIT, 200_000, false, 500 * CREDIT, 365));
    private static final CreditPackage CUSTOM =
            new CreditPackage(7, 1, "Custom", "EUR", 95, CREDIT, new Amounts(475, 10_000_000));

    @Test
    @DisplayName("10/15/20 % from 100/500/1,000, thresholds inclusive")
    void theLadder() {
        assertThat(bonus(100 * CREDIT - 1, LADDER)).isZero();
        assertThat(bonus(100 * CREDIT, LADDER)).isEqualTo(10 * CREDIT);
        assertThat(bonus(500 * CREDIT, LADDER)).isEqualTo(75 * CREDIT);
        assertThat(bonus(1_000 * CREDIT, LADDER)).isEqualTo(200 * CREDIT);
    }

    @Test
    @DisplayName("one rule alone applies: the one that gives most, under its cap")
    void theBestRuleApplies() {
        assertThat(Offers.best(LADDER, 10_000 * CREDIT, false))
                .as("15 % without a cap is more than 20 % capped at 500")
                .contains(new Bonus(2, 1_500 * CREDIT, 365));
        BonusRule welcome = new BonusRule(4, 0, 300_000, true, 50 * CREDIT, null);
        List<BonusRule> rules = List.of(welcome, LADDER.getFirst());
        assertThat(Offers.best(rules, 100 * CREDIT, true)).contains(new Bonus(4, 30 * CREDIT, null));
        assertThat(Offers.best(rules, 100 * CREDIT, false)).contains(new Bonus(1, 10 * CREDIT, 365));
        BonusRule younger = new BonusRule(9, 100 * CREDIT, 100_000, false, null, null);
        assertThat(Offers.best(List.of(younger, LADDER.getFirst()), 100 * CREDIT, false)
                        .map(Bonus::ruleId))
                .contains(1L);
        assertThat(Offers.best(rules, 3, true))
                .as("less than a nano-credit is none")
                .isEmpty();
    }

    @Test
    void anAmountBuysCreditsAtTheRateRoundedDown() {
        assertThat(CUSTOM.creditsFor(475)).isEqualTo(5 * CREDIT);
        assertThat(CUSTOM.creditsFor(476)).isEqualTo(5_010_526_315L);
    }

    @Test
    void amountsOutsideAreRefusedInWords() {
        CreditPackage pilot = new CreditPackage(8, 1, "Pilot", "EUR", 1_900, 20 * CREDIT, null);
        assertThat(pilot.creditsFor(1_900)).isEqualTo(20 * CREDIT);
        for (long amount : new long[] {474, 10_000_001, 0, -1}) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> CUSTOM.creditsFor(amount))
                    .satisfies(refusal -> assertThat(refusal.message()).contains("475"));
        }
        assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> pilot.creditsFor(1_899));
    }

    @Property
    void neverMoreCreditsThanTheRate(@ForAll @LongRange(min = 475, max = 10_000_000) long amount) {
        long credits = CUSTOM.creditsFor(amount);
        assertThat(Math.multiplyExact(credits, 95L)).isLessThanOrEqualTo(Math.multiplyExact(amount, CREDIT));
        assertThat(Math.multiplyExact(credits + 1, 95L)).isGreaterThan(Math.multiplyExact(amount, CREDIT));
    }

    private static long bonus(long credits, List<BonusRule> rules) {
        return Offers.best(rules, credits, false).map(Bonus::nano).orElse(0L);
    }
}
