package io.tallyport.workbench.launcher.setup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A provider and the accounts under it.
 *
 * @param protocol {@code openai}, {@code anthropic} or {@code gemini}
 * @param baseUrl with {@code /v1} for openai, without a version for the others
 * @param serves whose models it serves
 * @param responses whether it serves OpenAI's Responses API itself
 * @param noStreamOptions whether it refuses {@code stream_options}
 */
public record UpstreamProvider(
        String name,
        String protocol,
        String baseUrl,
        List<String> serves,
        boolean simulator,
        boolean responses,
        boolean noStreamOptions,
        List<Account> accounts) {

    /** With no account yet and no trait of its own. */
    public static UpstreamProvider of(String name, String protocol, String baseUrl, String... serves) {
        return new UpstreamProvider(name, protocol, baseUrl, List.of(serves), false, false, false, List.of());
    }

    /** The simulator, which takes headers {@code x-sim-*}. */
    public UpstreamProvider simulated() {
        return new UpstreamProvider(name, protocol, baseUrl, serves, true, responses, noStreamOptions, accounts);
    }

    public UpstreamProvider servingResponses() {
        return new UpstreamProvider(name, protocol, baseUrl, serves, simulator, true, noStreamOptions, accounts);
    }

    public UpstreamProvider refusingStreamOptions() {
        return new UpstreamProvider(name, protocol, baseUrl, serves, simulator, responses, true, accounts);
    }

    public UpstreamProvider with(List<Account> under) {
        return new UpstreamProvider(
                name, protocol, baseUrl, serves, simulator, responses, noStreamOptions, List.copyOf(under));
    }

    /** One account, of the provider's name. */
    public UpstreamProvider withAccount(String credential) {
        return with(List.of(Account.of(name, credential)));
    }

    /** This many accounts {@code NAME-1}, …, whose secrets are in {@code CREDENTIAL_1}, …. */
    public UpstreamProvider withAccounts(int count, String credential) {
        return with(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Account.of(name + "-" + number, credential + "_" + number))
                .toList());
    }

    /**
     * What is empty the gateway chooses, or operators do.
     *
     * @param credential name of the environment variable that holds the key
     */
    public record Account(
            String name,
            String credential,
            Optional<String> group,
            Optional<String> region,
            OptionalInt weight,
            OptionalInt requestsPerMinute,
            OptionalLong tokensPerMinute,
            OptionalInt concurrency) {

        public static Account of(String name, String credential) {
            return new Account(
                    name,
                    credential,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty());
        }

        public Account in(String itsGroup, String itsRegion) {
            return new Account(
                    name,
                    credential,
                    Optional.of(itsGroup),
                    Optional.of(itsRegion),
                    weight,
                    requestsPerMinute,
                    tokensPerMinute,
                    concurrency);
        }

        public Account weighing(int share) {
            return new Account(
                    name,
                    credential,
                    group,
                    region,
                    OptionalInt.of(share),
                    requestsPerMinute,
                    tokensPerMinute,
                    concurrency);
        }

        public Account limitedTo(OptionalInt requests, OptionalLong tokens, OptionalInt callsAtOnce) {
            return new Account(name, credential, group, region, weight, requests, tokens, callsAtOnce);
        }
    }
}
