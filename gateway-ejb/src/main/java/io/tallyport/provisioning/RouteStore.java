package io.tallyport.provisioning;

import io.tallyport.database.Database;
import io.tallyport.route.Fallback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@ApplicationScoped
class RouteStore {
    private static final String ROUTES = """
            SELECT r.*, p.name AS provider FROM model_route r JOIN upstream_provider p ON p.id = r.provider_id
            """;
    private static final String INSERT = """
            INSERT INTO model_route (model_id, provider_id, upstream_model, account_group, priority, weight, fallback)
            SELECT ?, id, ?, ?, ?, ?, ? FROM upstream_provider WHERE name = ?
            """;

    @Inject
    private Database database;

    private record Row(String modelId, RouteState route) {}

    Map<String, List<RouteState>> all() {
        return database
                .list(
                        ROUTES + "ORDER BY r.model_id, r.priority, r.id",
                        row -> new Row(row.getString("model_id"), route(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Row::modelId, LinkedHashMap::new, Collectors.mapping(Row::route, Collectors.toList())));
    }

    List<RouteState> of(String modelId) {
        return database.list(ROUTES + "WHERE r.model_id = ? ORDER BY r.priority, r.id", RouteStore::route, modelId);
    }

    boolean isModel(String modelId) {
        return database.first("SELECT 1 FROM model WHERE id = ?", row -> 1, modelId)
                .isPresent();
    }

    /** One caller at a time replaces a model's routes, until its transaction ends. */
    void lock(String modelId) {
        database.list("SELECT pg_advisory_xact_lock(hashtext('model_route'), hashtext(?))", row -> 1, modelId);
    }

    void replace(String modelId, List<RouteState> routes) {
        database.update("DELETE FROM model_route WHERE model_id = ?", modelId);
        routes.forEach(route -> database.update(
                INSERT,
                modelId,
                route.upstreamModel(),
                route.group(),
                route.priority(),
                route.weight(),
                route.fallback().name(),
                route.provider()));
    }

    private static RouteState route(ResultSet row) throws SQLException {
        return new RouteState(
                row.getString("provider"),
                row.getString("upstream_model"),
                row.getString("account_group"),
                row.getInt("priority"),
                row.getInt("weight"),
                Fallback.valueOf(row.getString("fallback")));
    }
}
