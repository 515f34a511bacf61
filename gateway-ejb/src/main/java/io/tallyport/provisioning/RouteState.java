package io.tallyport.provisioning;

import io.tallyport.route.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways that a model's calls may go, as {@link io.tallyport.route.ModelRoute}.
 *
 * @param provider its name
 * @param group of accounts
 */
public record RouteState(
        String provider,
        @Nullable String upstreamModel,
        @Nullable String group,
        int priority,
        int weight,
        Fallback fallback) {}
