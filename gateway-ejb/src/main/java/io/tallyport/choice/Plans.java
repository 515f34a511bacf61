package io.tallyport.choice;

import io.tallyport.affinity.Ranking;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.WireFormat;
import io.tallyport.pool.AccountState;
import io.tallyport.pool.Pool;
import io.tallyport.route.Fallback;
import io.tallyport.route.ModelRoute;
import io.tallyport.route.OrganisationRouting;
import io.tallyport.route.RoutingTables;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.upstream.UpstreamProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes plans, and keeps them until an account or a route changes. */
@ApplicationScoped
public class Plans {
    private static final long EVERYONE = 0;
    private static final int USUAL_PRIORITY = 0;
    private static final int USUAL_WEIGHT = 100;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private RoutingTables routes;

    @Inject
    private Pool pool;

    private volatile Made made = new Made(-1, -1, Set.of());

    private record Subject(String modelId, WireFormat surface, long walletId) {}

    /** @param owners organisations with accounts of their own */
    private record Made(long accountsVersion, long routesVersion, Set<Long> owners, Map<Subject, Plan> plans) {
        Made(long accountsVersion, long routesVersion, Set<Long> owners) {
            this(accountsVersion, routesVersion, owners, new ConcurrentHashMap<>());
        }
    }

    /** Where this organisation's calls of a model may go, in the format of the surface or by translation; may be empty. */
    public Plan plan(Model model, WireFormat surface, long walletId) {
        Made now = upToDate();
        boolean ordinary =
                !now.owners.contains(walletId) && routes.organisation(walletId).equals(OrganisationRouting.DEFAULT);
        Subject subject = new Subject(model.id(), surface, ordinary ? EVERYONE : walletId);
        Plan known = now.plans.get(subject);
        if (known != null) {
            return known;
        }
        Plan plan = make(model, surface, subject.walletId);
        now.plans.put(subject, plan);
        return plan;
    }

    /** Whether an account serves its calls on the surface that its kind is called by. */
    boolean isServed(Model model, long walletId) {
        WireFormat surface =
                switch (model.api()) {
                    case CHAT -> WireFormat.CHAT_COMPLETIONS;
                    case RESPONSES_ONLY -> WireFormat.RESPONSES;
                    case EMBEDDINGS -> WireFormat.EMBEDDINGS;
                };
        return !plan(model, surface, walletId).isEmpty();
    }

    private Made upToDate() {
        Made current = made;
        if (current.accountsVersion == accounts.version() && current.routesVersion == routes.version()) {
            return current;
        }
        Made next = new Made(
                accounts.version(),
                routes.version(),
                accounts.usable().stream()
                        .map(UpstreamAccount::organisationId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        made = next;
        return next;
    }

    /** An organisation's own accounts serve its calls alone, without ours, wherever they serve the model. */
    private Plan make(Model model, WireFormat surface, long walletId) {
        List<UpstreamAccount> own = accounts.usable().stream()
                .filter(account -> Objects.equals(account.organisationId(), walletId))
                .toList();
        Plan ofOwn = plan(usual(model, own), own, model, surface);
        if (!ofOwn.isEmpty()) {
            return ofOwn;
        }
        OrganisationRouting rules = routes.organisation(walletId);
        List<UpstreamAccount> ours = accounts.usable().stream()
                .filter(UpstreamAccount::isOurs)
                .filter(rules::permits)
                .toList();
        List<ModelRoute> agreed = routes.routes(model.id());
        return plan(agreed.isEmpty() ? usual(model, ours) : agreed, ours, model, surface);
    }

    /** Where nobody has said anything: every provider that serves the model. */
    private static List<ModelRoute> usual(Model model, List<UpstreamAccount> accounts) {
        return accounts.stream()
                .map(UpstreamAccount::provider)
                .filter(provider -> provider.serves().contains(model.provider()))
                .map(UpstreamProvider::id)
                .distinct()
                .map(provider ->
                        new ModelRoute(0, model.id(), provider, null, null, USUAL_PRIORITY, USUAL_WEIGHT, Fallback.ANY))
                .toList();
    }

    private Plan plan(List<ModelRoute> agreed, List<UpstreamAccount> among, Model model, WireFormat surface) {
        Map<Integer, List<Candidate>> same = new TreeMap<>();
        Map<Integer, List<Candidate>> translated = new TreeMap<>();
        for (ModelRoute route : agreed) {
            for (UpstreamAccount account : among) {
                @Nullable WireFormat format = isOf(route, account) ? format(account.provider(), model, surface) : null;
                if (format != null) {
                    (format == surface ? same : translated)
                            .computeIfAbsent(route.priority(), any -> new ArrayList<>())
                            .add(candidate(route, account, format, model));
                }
            }
        }
        List<Stage> stages = new ArrayList<>();
        Map<Integer, Boolean> priorities = new TreeMap<>();
        same.keySet().forEach(priority -> priorities.put(priority, true));
        translated.keySet().forEach(priority -> priorities.put(priority, true));
        for (int priority : priorities.keySet()) {
            add(stages, priority, same.get(priority));
            add(stages, priority, translated.get(priority));
        }
        return new Plan(stages);
    }

    private static void add(List<Stage> stages, int priority, @Nullable List<Candidate> candidates) {
        if (candidates != null) {
            stages.add(new Stage(priority, candidates));
        }
    }

    private static boolean isOf(ModelRoute route, UpstreamAccount account) {
        return account.provider().id() == route.providerId()
                && (route.group() == null || route.group().equals(account.group()));
    }

    private Candidate candidate(ModelRoute route, UpstreamAccount account, WireFormat format, Model model) {
        AccountState state = pool.state(account.id());
        return new Candidate(
                account,
                format,
                route.upstreamModel(),
                route.priority(),
                route.weight() * account.weight(),
                Ranking.seed(account.id()),
                route.fallback(),
                state,
                state.model(model.id()));
    }

    /** The format that a provider is spoken to in for callers of this surface; null: it cannot serve them. */
    private static @Nullable WireFormat format(UpstreamProvider provider, Model model, WireFormat surface) {
        return switch (model.api()) {
            case EMBEDDINGS ->
                surface == WireFormat.EMBEDDINGS && provider.protocol() == Protocol.OPENAI ? surface : null;
            case RESPONSES_ONLY -> surface == WireFormat.RESPONSES && provider.responses() ? surface : null;
            case CHAT -> surface == WireFormat.EMBEDDINGS ? null : chatFormat(provider, surface);
        };
    }

    private static WireFormat chatFormat(UpstreamProvider provider, WireFormat surface) {
        return switch (provider.protocol()) {
            case ANTHROPIC -> WireFormat.MESSAGES;
            case GEMINI -> WireFormat.GENERATE_CONTENT;
            case OPENAI ->
                surface == WireFormat.RESPONSES && provider.responses()
                        ? WireFormat.RESPONSES
                        : WireFormat.CHAT_COMPLETIONS;
        };
    }
}
