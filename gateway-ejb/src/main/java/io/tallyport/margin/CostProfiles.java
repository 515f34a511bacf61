package io.tallyport.margin;

import io.tallyport.catalog.CatalogPace;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What providers charge us, per upstream account, in dated rows of which each closes the one before. */
@Stateless
public class CostProfiles {
    @Inject
    private MarginStore store;

    @Inject
    private CatalogPace pace;

    /**
     * A cost as agreed: a factor on list, or prices in nano-USD per 1,000,000 tokens.
     *
     * @param modelId null: every model of the account, by a factor only
     * @param factorPpm null: the prices hold, of which input and output are required
     */
    public record NewCost(
            @Nullable String modelId,
            @Nullable Integer factorPpm,
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Long cacheRead,
            @Nullable Long cacheWrite5m,
            @Nullable Long cacheWrite1h,
            @Nullable Long audioInput) {

        public static NewCost factor(@Nullable String modelId, int factorPpm) {
            return new NewCost(modelId, factorPpm, null, null, null, null, null, null);
        }
    }

    /** A row in force, or soon to be. */
    public record CostRow(long id, String account, NewCost cost, Instant from, String author) {}

    /**
     * As soon as every node knows it, this is what the account's provider charges us.
     *
     * @throws GatewayException 404 for an account or model that does not exist
     */
    public void agree(String account, NewCost cost, String author) {
        long accountId = store.accountId(account)
                .orElseThrow(() ->
                        new GatewayException(ErrorCode.NOT_FOUND, "There is no upstream account " + account + "."));
        if (cost.modelId() != null && !store.isModel(cost.modelId())) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no model " + cost.modelId() + ".");
        }
        store.replaceCost(accountId, cost, pace.untilKnown(), author);
    }

    public List<CostRow> all() {
        return store.costs();
    }
}
