package io.tallyport.upstream;

import org.jspecify.annotations.Nullable;

/**
 * What the setup file says of an account; null: it says nothing, and what operators said stands.
 *
 * @param credential name of the configuration property that holds its secret
 */
public record SetupAccount(
        String name,
        String credential,
        @Nullable String group,
        @Nullable String region,
        @Nullable Integer weight,
        Quota quota) {}
