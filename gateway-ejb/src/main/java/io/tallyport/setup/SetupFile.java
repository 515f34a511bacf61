package io.tallyport.setup;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallyport.key.BreakpointHelp;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRestrictions.OnExhaustion;
import io.tallyport.key.KeyRole;
import io.tallyport.key.KeyRouting;
import io.tallyport.key.RoutingMode;
import io.tallyport.tier.ContractTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node finds at its start: people, organisations, providers and accounts. JSON, readable by its owner only, since
 * it holds passwords and keys. Everything in it is idempotent, so that a restart changes nothing.
 */
record SetupFile(
        List<User> users,
        List<Customer> organisations,
        List<SetupUpstreams.Provider> upstreamProviders,
        List<String> ipExemptions,
        @Nullable SalesSetup sales) {

    private static final int NANO_DIGITS = 9;

    SetupFile {
        users = copy(users);
        organisations = copy(organisations);
        upstreamProviders = copy(upstreamProviders);
        ipExemptions = copy(ipExemptions);
    }

    record User(String email, String name, String password, Set<String> roles, List<OperatorKey> operatorKeys) {
        User {
            operatorKeys = copy(operatorKeys);
        }
    }

    /** @param secret {@code ok-tp-…} */
    record OperatorKey(String name, String secret) {}

    record Customer(
            String name,
            List<Key> keys,
            @Nullable Contract contract,
            @Nullable OpeningBalance openingBalance,
            SalesSetup.@Nullable Profile billingProfile,
            SetupUpstreams.@Nullable Routing routing) {
        Customer {
            keys = copy(keys);
        }
    }

    /** @param role of a management key; READ if nothing is said */
    record Key(
            String name,
            String secret,
            @Nullable KeyRole role,
            @Nullable KeyLimits limits,
            @Nullable Routing routing) {
        KeyRole givenRole() {
            return Objects.requireNonNullElse(role, KeyRole.READ);
        }

        KeyRestrictions restrictions() {
            return limits == null ? KeyRestrictions.NONE : limits.restrictions();
        }
    }

    /**
     * @param spendCap credits, decimal, at most nine places
     * @param expiresAt {@code 2027-01-31T00:00:00Z}
     */
    record KeyLimits(
            @Nullable Integer requestsPerMinute,
            @Nullable BigDecimal spendCap,
            @Nullable OnExhaustion onExhaustion,
            @Nullable Set<String> models,
            @Nullable String expiresAt,
            @Nullable List<String> addresses) {
        KeyRestrictions restrictions() {
            return new KeyRestrictions(
                    requestsPerMinute,
                    spendCap == null
                            ? null
                            : spendCap.movePointRight(NANO_DIGITS).longValueExact(),
                    Objects.requireNonNullElse(onExhaustion, OnExhaustion.REVOKE),
                    models,
                    expiresAt == null ? null : Instant.parse(expiresAt),
                    copy(addresses));
        }
    }

    /** In force from the start that reads it first; signed by the two people of the opening balance. */
    record Contract(
            @Nullable String name,
            @Nullable Integer multiplierPpm,
            @Nullable Integer requestsPerMinute,
            @Nullable Integer concurrencyCap,
            @Nullable Integer reservedConcurrency) {
        ContractTerms terms() {
            return new ContractTerms(
                    Objects.requireNonNullElse(name, "Contract"),
                    multiplierPpm,
                    requestsPerMinute,
                    concurrencyCap,
                    reservedConcurrency,
                    0);
        }
    }

    /** @param credits decimal, at most nine places */
    record OpeningBalance(BigDecimal credits, String reason, String actor, String approver) {
        long nanoCredits() {
            return credits.movePointRight(NANO_DIGITS).longValueExact();
        }
    }

    /** Of a key. */
    record Routing(@Nullable RoutingMode mode, @Nullable BreakpointHelp breakpointHelp) {
        KeyRouting of() {
            return new KeyRouting(mode, Objects.requireNonNullElse(breakpointHelp, BreakpointHelp.OFF));
        }
    }

    static SetupFile read(Path file) {
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readValue(file.toFile(), SetupFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The setup file " + file + " cannot be read", e);
        }
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }
}
