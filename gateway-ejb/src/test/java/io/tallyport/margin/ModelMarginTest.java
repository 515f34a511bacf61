package io.tallyport.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallyport.catalog.Models;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.margin.ModelMargin.AtTier;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Margin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model leaves at 0.70, 0.56 and 0.42 of list against accounts of different cost. */
class ModelMarginTest {

    @Test
    void aModelThatLosesAtOneTierAloneIsNotOpenedWhereLossesAreForbidden() {
        ModelMargin margin = against(500_000);

        assertThat(margin.isNegative()).isTrue();
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(margin::requireNoLoss)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNPROCESSABLE))
                .withMessageContaining("would be sold below its cost: Starter 28.5 %, Growth 10.7 %, Scale −19.1 %");
    }

    @Test
    void aModelThatIsSoldAtItsCostIsNoLoss() {
        assertThatNoException().isThrownBy(against(420_000)::requireNoLoss);
    }

    private static ModelMargin against(int costPpm) {
        ProviderCost cost = new ProviderCost(List.of(new ProviderCost.Row(1, 0, costPpm, null)));
        return new ModelMargin(
                Models.GEMINI,
                "account",
                true,
                List.of(at("Starter", 1_000_000, cost), at("Growth", 800_000, cost), at("Scale", 600_000, cost)));
    }

    private static AtTier at(String tier, int multiplierPpm, ProviderCost cost) {
        return new AtTier(tier, Margin.of(Models.GEMINI.prices(), cost, new Factors(700_000, multiplierPpm)));
    }
}
