package io.tallyport.web.operator;

import io.tallyport.error.GatewayException;
import io.tallyport.key.BreakpointHelp;
import io.tallyport.key.KeyRouting;
import io.tallyport.key.RoutingMode;
import io.tallyport.provisioning.ProviderState;
import io.tallyport.provisioning.RouteState;
import io.tallyport.provisioning.RoutingPolicy;
import io.tallyport.web.usage.Amounts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class OperatorJson {
    static final String NO_HELP = "off";
    private static final String FIVE_MINUTES = "5m";
    private static final String ONE_HOUR = "1h";

    private OperatorJson() {}

    static <T> JsonObject list(Collection<T> all, Function<T, JsonObject> form) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        all.forEach(one -> data.add(form.apply(one)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build();
    }

    static JsonObject of(ProviderState provider) {
        return Json.createObjectBuilder()
                .add("object", "provider")
                .add("name", provider.name())
                .add("protocol", provider.protocol())
                .add("base_url", provider.baseUrl())
                .add("serves", Json.createArrayBuilder(provider.serves()))
                .add("simulator", provider.simulator())
                .add("no_stream_options", provider.noStreamOptions())
                .add("responses", provider.responses())
                .add("on_disconnect", provider.onDisconnect())
                .add("enabled", provider.enabled())
                .add("from_setup_file", provider.fromSetupFile())
                .build();
    }

    static JsonObject routes(String model, List<RouteState> routes) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        routes.forEach(route -> list.add(of(route)));
        return Json.createObjectBuilder()
                .add("object", "model_routes")
                .add("model", model)
                .add("routes", list)
                .build();
    }

    private static JsonObject of(RouteState route) {
        return Json.createObjectBuilder()
                .add("provider", route.provider())
                .add("upstream_model", Amounts.orNull(route.upstreamModel()))
                .add("group", Amounts.orNull(route.group()))
                .add("priority", route.priority())
                .add("weight", route.weight())
                .add("fallback", word(route.fallback()))
                .build();
    }

    static JsonObject of(String organisation, RoutingPolicy policy) {
        return Json.createObjectBuilder()
                .add("object", "organisation_routing")
                .add("organisation", organisation)
                .add("allowed_providers", Json.createArrayBuilder(policy.allowedProviders()))
                .add("denied_providers", Json.createArrayBuilder(policy.deniedProviders()))
                .add("allowed_regions", Json.createArrayBuilder(policy.allowedRegions()))
                .add("denied_regions", Json.createArrayBuilder(policy.deniedRegions()))
                .add("mode", word(policy.mode()))
                .add("fixed_account", Amounts.orNull(policy.fixedAccount()))
                .add("chooses_account", policy.choosesAccount())
                .build();
    }

    static JsonObject of(String key, KeyRouting routing) {
        @Nullable RoutingMode mode = routing.mode();
        return Json.createObjectBuilder()
                .add("object", "key_routing")
                .add("key", key)
                .add("mode", Amounts.orNull(mode == null ? null : word(mode)))
                .add("breakpoint_help", word(routing.breakpointHelp()))
                .build();
    }

    /** @throws GatewayException 400 for another word */
    static BreakpointHelp breakpointHelp(String word) {
        return switch (word) {
            case NO_HELP -> BreakpointHelp.OFF;
            case FIVE_MINUTES -> BreakpointHelp.FIVE_MINUTES;
            case ONE_HOUR -> BreakpointHelp.ONE_HOUR;
            default -> throw GatewayException.invalid("breakpoint_help", "breakpoint_help is one of off, 5m, 1h.");
        };
    }

    private static String word(BreakpointHelp help) {
        return switch (help) {
            case OFF -> NO_HELP;
            case FIVE_MINUTES -> FIVE_MINUTES;
            case ONE_HOUR -> ONE_HOUR;
        };
    }

    static JsonValue text(@Nullable Object value) {
        return Amounts.orNull(value == null ? null : value.toString());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
