package io.tallyport.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The price book in force, as one immutable snapshot read again every 15 seconds: a call resolves its model without the
 * database, and keeps the prices it was authorised with.
 */
@ApplicationScoped
public class Catalog {
    /** Stands for the organisation in names given for all. */
    static final long EVERYONE = 0;

    @Inject
    private CatalogStore store;

    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of(), List.of());

    /**
     * @param byName models by id and by their providers' other names
     * @param given names of ours, by organisation
     */
    private record Snapshot(
            Map<String, Model> byName, Map<Long, Map<String, GivenName>> given, List<Model> newestFirst) {}

    void load() {
        List<Model> models = store.pricedModels();
        Map<String, Model> byName = new HashMap<>();
        models.forEach(model -> byName.put(model.id(), model));
        store.aliases().forEach((alias, id) -> {
            @Nullable Model model = byName.get(id);
            if (model != null) {
                byName.putIfAbsent(alias, model);
            }
        });
        List<Model> sorted = models.stream()
                .sorted(Comparator.comparing(Model::listedSince).reversed().thenComparing(Model::id))
                .toList();
        snapshot = new Snapshot(Map.copyOf(byName), store.givenNames(), sorted);
    }

    /**
     * The priced model that an organisation means by a name: its own name for one if that overrides, a model's id or
     * provider's name (a retired model's successor), its own name, a name given for all.
     *
     * @param served whether a model can be had; one that cannot is passed over
     */
    public Optional<Named> find(String name, long organisation, Predicate<Model> served) {
        Snapshot now = snapshot;
        Optional<GivenName> own = given(now, organisation, name);
        return own.filter(GivenName::overrides)
                .flatMap(given -> target(now, given, served))
                .or(() -> original(now, name, served))
                .or(() -> own.flatMap(given -> target(now, given, served)))
                .or(() -> given(now, EVERYONE, name).flatMap(given -> target(now, given, served)));
    }

    private static Optional<GivenName> given(Snapshot now, long organisation, String name) {
        return Optional.ofNullable(now.given().get(organisation)).map(names -> names.get(name));
    }

    private static Optional<Named> target(Snapshot now, GivenName given, Predicate<Model> served) {
        return original(now, given.modelId(), served);
    }

    private static Optional<Named> original(Snapshot now, String name, Predicate<Model> served) {
        @Nullable Model model = now.byName().get(name);
        if (model == null || !model.isRetired()) {
            return Optional.ofNullable(model).filter(served).map(current -> new Named(current, name));
        }
        @Nullable
        Model successor = model.successor() == null ? null : now.byName().get(model.successor());
        return Optional.ofNullable(successor).filter(served).map(current -> new Named(current, current.id()));
    }

    /** A row of the price book, in force or not, as usage rows name it. */
    public Optional<Prices> price(long id) {
        return store.price(id);
    }

    /** All priced models, newest first. */
    public List<Model> models() {
        return snapshot.newestFirst();
    }
}
