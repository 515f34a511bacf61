package io.tallyport.upstream;

import io.tallyport.chat.Protocol;
import java.net.URI;
import java.util.Set;

/** Providers and accounts for tests. */
public final class UpstreamSamples {
    private UpstreamSamples() {}

    public static UpstreamProvider provider(long id, Protocol protocol, String... serves) {
        return new UpstreamProvider(
                id,
                "provider-" + id,
                protocol,
                URI.create("http://127.0.0.1"),
                Set.of(serves),
                false,
                false,
                false,
                Disconnect.ABORT);
    }

    /** The one account of a provider of the same number. */
    public static UpstreamAccount account(long id, Protocol protocol, String... serves) {
        return account(id, provider(id, protocol, serves));
    }

    public static UpstreamAccount account(long id, UpstreamProvider provider) {
        return new UpstreamAccount(
                id, "account-" + id, provider, null, null, UpstreamAccount.USUAL_WEIGHT, Quota.NONE, null);
    }
}
