package io.tallyport.pool;

import io.tallyport.upstream.UpstreamAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How accounts have served, on all nodes; and the share of their weight that they are fit for. */
@ApplicationScoped
public class Health {
    private static final Duration JUDGED = Duration.ofMinutes(5);

    @Inject
    private HealthStore store;

    @Inject
    private Pool pool;

    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String node;

    /** How one model was served at one account. */
    public record Service(long accountId, String modelId, Figures figures) {}

    /**
     * How an account stands on this node.
     *
     * @param underWay calls, on all nodes
     * @param load calls of the last ten seconds
     * @param fitEighths the part of its weight that new conversations are given it by
     */
    public record Now(Standing standing, int underWay, long load, int fitEighths) {}

    public Now now(UpstreamAccount account, String modelId) {
        AccountState state = pool.state(account.id());
        return new Now(
                state.standing(state.model(modelId), account.quota(), System.nanoTime()),
                state.underWay(),
                state.load(),
                state.fitParts());
    }

    /** @param ago at most 35 days, in whole minutes */
    public List<Service> since(Duration ago) {
        return store.since(ago);
    }

    /** Writes down what this node has seen since the last time. */
    void keep() {
        for (Map.Entry<Long, AccountState> account : pool.all()) {
            account.getValue().models().forEach((modelId, model) -> {
                Figures figures = model.tally.take();
                if (!figures.isNothing()) {
                    store.add(node, account.getKey(), modelId, figures);
                }
            });
        }
    }

    /** Every node comes to the same, since all read the same figures. */
    void judge() {
        Map<Long, List<Service>> byAccount =
                store.since(JUDGED).stream().collect(Collectors.groupingBy(Service::accountId));
        for (Map.Entry<Long, AccountState> account : pool.all()) {
            List<Figures> figures = byAccount.getOrDefault(account.getKey(), List.of()).stream()
                    .map(Service::figures)
                    .toList();
            account.getValue().fit(Fitness.of(figures));
        }
    }

    void forgetOld() {
        store.forgetOld();
    }
}
