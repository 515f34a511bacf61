package io.tallyport.web.operator;

import io.tallyport.error.GatewayException;
import io.tallyport.pool.Figures;
import io.tallyport.pool.Health;
import io.tallyport.pool.Health.Service;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/health}: how each account served each model, on all nodes, and how it stands on this one. */
@Path("/operator/health")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private static final int MOST_MINUTES = 35 * 24 * 60;
    private static final long PPM = 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    @Inject
    private Health health;

    @Inject
    private UpstreamAccounts accounts;

    @GET
    public JsonObject get(@QueryParam("minutes") @DefaultValue("60") int minutes) {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw GatewayException.invalid("minutes", "minutes must be between 1 and " + MOST_MINUTES + ".");
        }
        Map<Long, UpstreamAccount> byId =
                accounts.usable().stream().collect(Collectors.toMap(UpstreamAccount::id, Function.identity()));
        List<Service> usable = health.since(Duration.ofMinutes(minutes)).stream()
                .filter(service -> byId.containsKey(service.accountId()))
                .toList();
        return OperatorJson.list(usable, service -> json(service, byId.get(service.accountId())));
    }

    private JsonObject json(Service service, @Nullable UpstreamAccount account) {
        if (account == null) {
            throw new IllegalStateException("an account that is not usable was let through");
        }
        Figures figures = service.figures();
        Health.Now now = health.now(account, service.modelId());
        return Json.createObjectBuilder()
                .add("object", "account_health")
                .add("account", account.name())
                .add("provider", account.provider().name())
                .add("model", service.modelId())
                .add("calls", figures.calls())
                .add("succeeded", figures.succeeded())
                .add("limited", figures.limited())
                .add("failed", figures.failed())
                .add("success_ppm", ratio(figures.succeeded(), figures.calls(), PPM))
                .add("limited_ppm", ratio(figures.limited(), figures.calls(), PPM))
                .add("first_token_ms", ratio(figures.firstTokenMicros(), figures.firstTokens() * MICROS_PER_MILLI, 1))
                .add("tokens_per_second", ratio(figures.outputTokens(), figures.outputMicros(), MICROS_PER_SECOND))
                .add("cached_ppm", ratio(figures.cachedTokens(), figures.promptTokens(), PPM))
                .add("standing", OperatorJson.word(now.standing()))
                .add("under_way", now.underWay())
                .add("calls_in_10_s", now.load())
                .add("fit_eighths", now.fitEighths())
                .build();
    }

    /** Rounded down; null where there is nothing to divide by. */
    private static JsonValue ratio(long part, long whole, long unit) {
        return whole == 0
                ? JsonValue.NULL
                : Json.createValue(BigInteger.valueOf(part)
                        .multiply(BigInteger.valueOf(unit))
                        .divide(BigInteger.valueOf(whole)));
    }
}
