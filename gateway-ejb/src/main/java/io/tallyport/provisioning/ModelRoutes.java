package io.tallyport.provisioning;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets where models' calls may go. */
@ApplicationScoped
public class ModelRoutes {
    private static final int MOST = 50;
    private static final int LEAST_URGENT = 100;
    private static final int MOST_WEIGHT = 1_000;
    private static final int LONGEST_NAME = 200;

    @Inject
    private RouteStore store;

    @Inject
    private Providers providers;

    @Inject
    private Audit audit;

    /** By model, each by priority; a model that is not there goes to every provider that serves it. */
    public Map<String, List<RouteState>> all() {
        return store.all();
    }

    /** @throws GatewayException 404 for a model that the price book does not know */
    public List<RouteState> of(String modelId) {
        requireModel(modelId);
        return store.of(modelId);
    }

    /**
     * Replaces all of a model's routes; none: every provider that serves it again.
     *
     * @throws GatewayException 400 that names the field, 404 for a model that the price book does not know
     */
    @Transactional
    public List<RouteState> set(String modelId, List<RouteState> routes, Actor actor) {
        requireModel(modelId);
        check(routes);
        store.lock(modelId);
        List<RouteState> before = store.of(modelId);
        store.replace(modelId, routes);
        List<RouteState> after = store.of(modelId);
        audit.record(actor, "model_routes.set", modelId, before, after);
        return after;
    }

    private void requireModel(String modelId) {
        if (!store.isModel(modelId)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "The price book knows no model " + modelId + ".");
        }
    }

    private void check(List<RouteState> routes) {
        if (routes.size() > MOST) {
            throw GatewayException.invalid("routes", "A model has " + MOST + " routes at most.");
        }
        record Place(
                String provider,
                @Nullable String upstreamModel,
                @Nullable String group) {}
        Set<Place> places = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            RouteState route = routes.get(i);
            String field = "routes[" + i + "]";
            providers.requireNamed(field + ".provider", route.provider());
            Checks.nameOrNull(field + ".group", route.group());
            Checks.between(field + ".priority", route.priority(), 0, LEAST_URGENT);
            Checks.between(field + ".weight", route.weight(), 1, MOST_WEIGHT);
            checkModelName(field + ".upstream_model", route.upstreamModel());
            if (!places.add(new Place(route.provider(), route.upstreamModel(), route.group()))) {
                throw GatewayException.invalid(
                        field, field + " names the provider, upstream_model and group of one before it.");
            }
        }
    }

    private static void checkModelName(String field, @Nullable String name) {
        if (name != null
                && (name.isBlank()
                        || name.length() > LONGEST_NAME
                        || name.chars().anyMatch(Character::isISOControl))) {
            throw GatewayException.invalid(field, field + " has 1 to " + LONGEST_NAME + " characters on one line.");
        }
    }
}
