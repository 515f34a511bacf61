package io.tallyport.setup;

import io.tallyport.chat.Protocol;
import io.tallyport.key.RoutingMode;
import io.tallyport.route.OrganisationRouting;
import io.tallyport.upstream.Disconnect;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.SetupAccount;
import io.tallyport.upstream.UpstreamProvider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the setup file says of providers, the accounts under them, and how an organisation's calls choose among these. */
final class SetupUpstreams {
    private SetupUpstreams() {}

    /** @param serves whose models, by the price book's provider names */
    record Provider(
            String name,
            String protocol,
            URI baseUrl,
            Set<String> serves,
            boolean simulator,
            boolean noStreamOptions,
            boolean responses,
            @Nullable Disconnect onDisconnect,
            List<Account> accounts) {
        Provider {
            accounts = List.copyOf(Objects.requireNonNullElse(accounts, List.of()));
        }

        private UpstreamProvider provider() {
            return new UpstreamProvider(
                    0,
                    name,
                    Protocol.of(protocol),
                    baseUrl,
                    serves,
                    simulator,
                    noStreamOptions,
                    responses,
                    Objects.requireNonNullElse(onDisconnect, Disconnect.DRAIN));
        }
    }

    /** @param credential name of the configuration property that holds its secret */
    record Account(
            String name,
            String credential,
            @Nullable String group,
            @Nullable String region,
            @Nullable Integer weight,
            @Nullable Integer requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Integer concurrency) {

        private SetupAccount account() {
            return new SetupAccount(
                    name,
                    credential,
                    group,
                    region,
                    weight,
                    new Quota(requestsPerMinute, tokensPerMinute, concurrency));
        }
    }

    /** @param fixedAccount name of an account of ours, for the mode FIXED */
    record Routing(
            @Nullable RoutingMode mode,
            @Nullable String fixedAccount,
            boolean choosesAccount,
            @Nullable Set<String> allowedProviders,
            @Nullable Set<String> deniedProviders,
            @Nullable Set<String> allowedRegions,
            @Nullable Set<String> deniedRegions) {

        OrganisationRouting of(ToLongFunction<String> accountId) {
            return new OrganisationRouting(
                    set(allowedProviders),
                    set(deniedProviders),
                    set(allowedRegions),
                    set(deniedRegions),
                    Objects.requireNonNullElse(mode, RoutingMode.AFFINITY),
                    fixedAccount == null ? null : accountId.applyAsLong(fixedAccount),
                    choosesAccount);
        }

        private static Set<String> set(@Nullable Set<String> named) {
            return Objects.requireNonNullElse(named, Set.of());
        }
    }

    /** In the file's order. */
    static Map<UpstreamProvider, List<SetupAccount>> accounts(List<Provider> providers) {
        Map<UpstreamProvider, List<SetupAccount>> accounts = new LinkedHashMap<>();
        providers.forEach(provider -> accounts.put(
                provider.provider(),
                provider.accounts().stream().map(Account::account).toList()));
        return accounts;
    }
}
