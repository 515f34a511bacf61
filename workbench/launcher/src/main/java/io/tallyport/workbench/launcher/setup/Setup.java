package io.tallyport.workbench.launcher.setup;

import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway finds on its first start: people, customers, providers and accounts. Written as a 0600 file that the EAR
 * reads ({@code TALLYPORT_SETUP_FILE}); existing rows stay as they are.
 */
public final class Setup {
    /** Roles are {@code finance} and {@code operator}. */
    public record User(String email, String name, String password, List<String> roles, List<Key> operatorKeys) {
        private User with(Key key) {
            return new User(
                    email,
                    name,
                    password,
                    roles,
                    Stream.concat(operatorKeys.stream(), Stream.of(key)).toList());
        }
    }

    /** @param role of a management key: READ, BILLING or OWNER */
    public record Key(String name, String secret, Optional<String> role) {
        public Key(String name, String secret) {
            this(name, secret, Optional.empty());
        }
    }

    /** A contract's own limits in place of the tier's. */
    public record Contract(long requestsPerMinute, long multiplierPpm) {}

    /** An adjustment by two people; credits as a decimal, {@code "0.02"}. */
    public record OpeningBalance(String credits, String reason, String actor, String approver) {}

    public record Organisation(
            String name,
            List<Key> keys,
            Optional<Contract> contract,
            Optional<OpeningBalance> openingBalance,
            Optional<Sales.Profile> billingProfile,
            Optional<Routing> routing) {

        public Organisation with(Sales.Profile profile) {
            return new Organisation(name, keys, contract, openingBalance, Optional.of(profile), routing);
        }

        public Organisation with(Routing chosen) {
            return new Organisation(name, keys, contract, openingBalance, billingProfile, Optional.of(chosen));
        }
    }

    /**
     * How the accounts for an organisation's calls are chosen.
     *
     * @param mode AFFINITY, SPREAD or FIXED
     * @param fixedAccount for FIXED
     * @param choosesAccount whether its callers may name an account
     */
    public record Routing(String mode, Optional<String> fixedAccount, boolean choosesAccount) {
        public static Routing of(String mode) {
            return new Routing(mode, Optional.empty(), false);
        }
    }

    /** What {@link #simulator} accounts present; the simulator takes any. */
    public static final String SIMULATOR_CREDENTIAL = "TALLYPORT_UPSTREAM_SIMULATOR_KEY";

    private static final int KEY_ID_LENGTH = 12;
    private static final int KEY_SECRET_LENGTH = 43;

    private final List<User> users = new ArrayList<>();
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<UpstreamProvider> upstreams = new ArrayList<>();
    private final List<String> ipExemptions = new ArrayList<>();
    private Optional<Sales> sales = Optional.empty();

    /** {@code sk-tp-}, a public id, a secret: as the console makes them. */
    public static String newKey() {
        return newKey("sk-tp-");
    }

    /** As {@link #newKey}, for reading usage and statements: {@code mk-tp-}. */
    public static String newManagementKey() {
        return newKey("mk-tp-");
    }

    /** As {@link #newKey}, for operators: {@code ok-tp-}. */
    public static String newOperatorKey() {
        return newKey("ok-tp-");
    }

    private static String newKey(String kind) {
        return kind + Secrets.random(KEY_ID_LENGTH) + Secrets.random(KEY_SECRET_LENGTH);
    }

    public Setup user(String email, String name, String password, String... roles) {
        users.add(new User(email, name, password, List.of(roles), List.of()));
        return this;
    }

    /** A key for {@code /v1/operator}, of the user that was added last. */
    public Setup operatorKey(String name, String secret) {
        users.add(users.removeLast().with(new Key(name, secret)));
        return this;
    }

    /** One key, and a balance granted by the first two users. */
    public Setup organisation(String name, String key, String credits) {
        return organisation(name, List.of(new Key("first", key)), credits, Optional.empty());
    }

    public Setup organisation(String name, List<Key> keys, String credits) {
        return organisation(name, keys, credits, Optional.empty());
    }

    public Setup organisation(String name, String key, String credits, Contract contract) {
        return organisation(name, List.of(new Key("first", key)), credits, Optional.of(contract));
    }

    public Setup organisation(Organisation organisation) {
        organisations.add(organisation);
        return this;
    }

    public Setup upstream(UpstreamProvider provider) {
        upstreams.add(provider);
        return this;
    }

    /** All of a simulator's protocols, for the models of every provider, with an account for each. */
    public Setup simulator(String url) {
        return upstream(simulated("openai", "openai", url + "/v1", "openai").servingResponses())
                .upstream(simulated("compatible", "openai", url + "/v1", "deepseek", "moonshot", "mistral", "xai"))
                .upstream(simulated("anthropic", "anthropic", url, "anthropic"))
                .upstream(simulated("gemini", "gemini", url, "google"));
    }

    private static UpstreamProvider simulated(String name, String protocol, String url, String... serves) {
        return UpstreamProvider.of("simulator-" + name, protocol, url, serves)
                .simulated()
                .withAccount(SIMULATOR_CREDENTIAL);
    }

    /** No limit per address for this one. */
    public Setup ipExemption(String address) {
        ipExemptions.add(address);
        return this;
    }

    /** What the organisation that was added last has on its documents. */
    public Setup billedAs(Sales.Profile profile) {
        organisations.add(organisations.removeLast().with(profile));
        return this;
    }

    /** How the accounts for the organisation that was added last are chosen. */
    public Setup routed(Routing chosen) {
        organisations.add(organisations.removeLast().with(chosen));
        return this;
    }

    public Setup sales(Sales sold) {
        sales = Optional.of(sold);
        return this;
    }

    public void write(Path file) {
        PrivateFiles.write(file, SetupJson.of(users, organisations, upstreams, ipExemptions, sales));
    }

    private Setup organisation(String name, List<Key> keys, String credits, Optional<Contract> contract) {
        if (users.size() < 2) {
            throw new IllegalStateException("An opening balance takes two users: add them first");
        }
        OpeningBalance balance = new OpeningBalance(
                credits, "opening balance", users.get(0).email(), users.get(1).email());
        return organisation(
                new Organisation(name, keys, contract, Optional.of(balance), Optional.empty(), Optional.empty()));
    }
}
