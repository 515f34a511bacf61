package io.tallyport.route;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.key.RoutingMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

@ApplicationScoped
class RoutingStore {
    private static final String SAVE_ORGANISATION = """
            INSERT INTO organisation_routing (organisation_id, allowed_providers, denied_providers, allowed_regions,
                denied_regions, mode, fixed_account_id, chooses_account)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (organisation_id) DO UPDATE SET allowed_providers = excluded.allowed_providers,
                denied_providers = excluded.denied_providers, allowed_regions = excluded.allowed_regions,
                denied_regions = excluded.denied_regions, mode = excluded.mode,
                fixed_account_id = excluded.fixed_account_id, chooses_account = excluded.chooses_account
            """;

    @Inject
    private Database database;

    private record Row(long organisationId, OrganisationRouting routing) {}

    /** By model, each by priority. */
    Map<String, List<ModelRoute>> routes() {
        return database.list("SELECT * FROM model_route ORDER BY model_id, priority, id", RoutingStore::route).stream()
                .collect(Collectors.groupingBy(ModelRoute::modelId));
    }

    Map<Long, OrganisationRouting> organisations() {
        return database
                .list(
                        "SELECT * FROM organisation_routing",
                        row -> new Row(row.getLong("organisation_id"), organisation(row)))
                .stream()
                .collect(Collectors.toMap(Row::organisationId, Row::routing));
    }

    void save(long organisationId, OrganisationRouting routing) {
        database.update(
                SAVE_ORGANISATION,
                organisationId,
                texts(routing.allowedProviders()),
                texts(routing.deniedProviders()),
                texts(routing.allowedRegions()),
                texts(routing.deniedRegions()),
                routing.mode().name(),
                routing.fixedAccountId(),
                routing.choosesAccount());
    }

    private static ModelRoute route(ResultSet row) throws SQLException {
        return new ModelRoute(
                row.getLong("id"),
                row.getString("model_id"),
                row.getLong("provider_id"),
                row.getString("upstream_model"),
                row.getString("account_group"),
                row.getInt("priority"),
                row.getInt("weight"),
                Fallback.valueOf(row.getString("fallback")));
    }

    private static OrganisationRouting organisation(ResultSet row) throws SQLException {
        return new OrganisationRouting(
                texts(row, "allowed_providers"),
                texts(row, "denied_providers"),
                texts(row, "allowed_regions"),
                texts(row, "denied_regions"),
                RoutingMode.valueOf(row.getString("mode")),
                row.getObject("fixed_account_id", Long.class),
                row.getBoolean("chooses_account"));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    private static ArrayOf texts(Set<String> texts) {
        return new ArrayOf("text", texts.toArray());
    }
}
