package io.tallyport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.catalog.Models;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.choice.Candidate;
import io.tallyport.choice.ChoiceSamples;
import io.tallyport.choice.Route;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.Factors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts that cost more than a customer pays, where such calls are forbidden. */
class CallRulesTest {
    private static final Factors STARTER = new Factors(700_000, 1_000_000);
    private static final Factors GROWTH = new Factors(700_000, 800_000);
    private static final Factors SCALE = new Factors(700_000, 600_000);

    private final Candidate cheap = ChoiceSamples.candidate(1);
    private final Candidate dear = ChoiceSamples.candidate(2);
    private final Route route = new Route(Models.GEMINI, "gemini", ChoiceSamples.plan(List.of(cheap, dear)));

    @Test
    void onlyAccountsThatCostNoMoreThanIsPaidCarryACall() {
        assertThat(left(STARTER)).containsExactly(cheap, dear);
        assertThat(left(GROWTH)).containsExactly(cheap);
    }

    @Test
    void aModelOfWhichNoAccountIsLeftIsClosedToThatCustomer() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> left(SCALE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_CLOSED))
                .withMessageContaining("gemini is not open for calls on your terms");
    }

    private List<Candidate> left(Factors factors) {
        return CallRules.withoutLosses(
                        route, "gemini", factors, (candidate, model) -> cost(candidate == cheap ? 500_000 : 600_000))
                .plan()
                .candidates()
                .toList();
    }

    private static ProviderCost cost(int ppm) {
        return new ProviderCost(List.of(new ProviderCost.Row(1, 0, ppm, null)));
    }
}
