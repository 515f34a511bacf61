package io.tallyport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.catalog.Models;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.route.Route;
import io.tallyport.route.Way;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamSamples;
import io.tallyport.usage.Factors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts that cost more than a customer pays, where such calls are forbidden. */
class CallRulesTest {
    private static final Factors STARTER = new Factors(700_000, 1_000_000);
    private static final Factors GROWTH = new Factors(700_000, 800_000);
    private static final Factors SCALE = new Factors(700_000, 600_000);

    private final Way cheap = way(1, 500_000);
    private final Way dear = way(2, 600_000);
    private final Route route = new Route(Models.GEMINI, "gemini", List.of(cheap, dear));

    @Test
    void onlyAccountsThatCostNoMoreThanIsPaidCarryACall() {
        assertThat(CallRules.withoutLosses(route, "gemini", STARTER).ways()).containsExactly(cheap, dear);
        assertThat(CallRules.withoutLosses(route, "gemini", GROWTH).ways()).containsExactly(cheap);
    }

    @Test
    void aModelOfWhichNoAccountIsLeftIsClosedToThatCustomer() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> CallRules.withoutLosses(route, "gemini", SCALE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_CLOSED))
                .withMessageContaining("gemini is not open for calls on your terms");
    }

    private static Way way(long id, int costPpm) {
        UpstreamAccount account = UpstreamSamples.account(id, Protocol.OPENAI, "google");
        return new Way(
                account,
                WireFormat.CHAT_COMPLETIONS,
                new ProviderCost(List.of(new ProviderCost.Row(id, 0, costPpm, null))));
    }
}
