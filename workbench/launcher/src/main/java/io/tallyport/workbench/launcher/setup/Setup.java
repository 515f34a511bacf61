package io.tallyport.workbench.launcher.setup;

import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway finds on its first start: people, customers, upstream accounts. Written as a 0600 file that the EAR
 * reads ({@code TALLYPORT_SETUP_FILE}); existing rows stay as they are.
 */
public final class Setup {
    /** Roles are {@code finance} and {@code operator}. */
    public record User(String email, String name, String password, List<String> roles) {}

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
            Optional<Sales.Profile> billingProfile) {

        public Organisation with(Sales.Profile profile) {
            return new Organisation(name, keys, contract, openingBalance, Optional.of(profile));
        }
    }

    /**
     * An account at a provider.
     *
     * @param protocol {@code openai}, {@code anthropic} or {@code gemini}
     * @param baseUrl with {@code /v1} for openai, without a version for the others
     * @param credential name of the environment variable that holds the key
     * @param responses whether it serves OpenAI's Responses API itself
     * @param noStreamOptions whether it refuses {@code stream_options}
     * @param providers whose models it serves
     */
    public record UpstreamAccount(
            String name,
            String protocol,
            String baseUrl,
            String credential,
            boolean simulator,
            boolean responses,
            boolean noStreamOptions,
            List<String> providers) {}

    /** What {@link #simulator} accounts present; the simulator takes any. */
    public static final String SIMULATOR_CREDENTIAL = "TALLYPORT_UPSTREAM_SIMULATOR_KEY";

    private static final int KEY_ID_LENGTH = 12;
    private static final int KEY_SECRET_LENGTH = 43;

    private final List<User> users = new ArrayList<>();
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<UpstreamAccount> upstreamAccounts = new ArrayList<>();
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

    private static String newKey(String kind) {
        return kind + Secrets.random(KEY_ID_LENGTH) + Secrets.random(KEY_SECRET_LENGTH);
    }

    public Setup user(String email, String name, String password, String... roles) {
        users.add(new User(email, name, password, List.of(roles)));
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

    public Setup upstreamAccount(UpstreamAccount account) {
        upstreamAccounts.add(account);
        return this;
    }

    /** All of a simulator's protocols, for the models of every provider. */
    public Setup simulator(String url) {
        simulator("openai", "openai", url + "/v1", true, "openai");
        simulator("compatible", "openai", url + "/v1", false, "deepseek", "moonshot", "mistral", "xai");
        simulator("anthropic", "anthropic", url, false, "anthropic");
        return simulator("gemini", "gemini", url, false, "google");
    }

    private Setup simulator(String name, String protocol, String url, boolean responses, String... providers) {
        return upstreamAccount(new UpstreamAccount(
                "simulator-" + name, protocol, url, SIMULATOR_CREDENTIAL, true, responses, false, List.of(providers)));
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

    public Setup sales(Sales sold) {
        sales = Optional.of(sold);
        return this;
    }

    public void write(Path file) {
        PrivateFiles.write(file, SetupJson.of(users, organisations, upstreamAccounts, ipExemptions, sales));
    }

    private Setup organisation(String name, List<Key> keys, String credits, Optional<Contract> contract) {
        if (users.size() < 2) {
            throw new IllegalStateException("An opening balance takes two users: add them first");
        }
        OpeningBalance balance = new OpeningBalance(
                credits, "opening balance", users.get(0).email(), users.get(1).email());
        return organisation(new Organisation(name, keys, contract, Optional.of(balance), Optional.empty()));
    }
}
