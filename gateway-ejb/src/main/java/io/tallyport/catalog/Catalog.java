package io.tallyport.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The price book as one immutable snapshot read again every 15 seconds, with all that begins soon: a call resolves its
 * model without the database, at the prices of that very moment by the database's clock, and keeps them.
 */
@ApplicationScoped
public class Catalog {
    /** Stands for the organisation in names given for all. */
    static final long EVERYONE = 0;

    @Inject
    private CatalogStore store;

    private volatile Snapshot snapshot = new Snapshot(
            Map.of(), Map.of(), Map.of(), Set.of(), List.of(), new Costs(List.of()), new Clock(Instant.EPOCH, 0));

    /** The database's time, carried on by this node's monotonic clock. */
    record Clock(Instant readAt, long readNanos) {
        Instant now() {
            return readAt.plusNanos(System.nanoTime() - readNanos);
        }
    }

    /**
     * @param byName models by id and by their providers' other names
     * @param changing by id, those whose prices are not the same all the time
     * @param given names of ours, by organisation
     * @param unpriced names of models without any price
     */
    private record Snapshot(
            Map<String, Model> byName,
            Map<String, Timetable> changing,
            Map<Long, Map<String, GivenName>> given,
            Set<String> unpriced,
            List<Model> newestFirst,
            Costs costs,
            Clock clock) {

        /** The model at the prices of this moment; empty if it has none. */
        Optional<Model> priced(Model model) {
            @Nullable Timetable timetable = changing.get(model.id());
            return timetable == null
                    ? Optional.of(model)
                    : timetable.at(clock.now()).map(model::at);
        }
    }

    public void load() {
        Clock clock = store.clock();
        Map<String, Timetable> timetables = store.timetables();
        Map<String, Model> byName = new HashMap<>();
        Set<String> unpriced = new HashSet<>();
        List<Model> models = store.models(id -> Optional.ofNullable(timetables.get(id))
                .flatMap(timetable -> timetable.at(clock.now()).or(timetable::any)));
        models.forEach(model -> byName.put(model.id(), model));
        unpriced.addAll(store.modelIds());
        unpriced.removeAll(byName.keySet());
        store.aliases().forEach((alias, id) -> {
            @Nullable Model model = byName.get(id);
            if (model != null) {
                byName.putIfAbsent(alias, model);
                return;
            }
            unpriced.add(alias);
        });
        timetables.values().removeIf(timetable -> timetable.isLasting(clock.now()));
        List<Model> sorted = models.stream()
                .sorted(Comparator.comparing(Model::listedSince).reversed().thenComparing(Model::id))
                .toList();
        snapshot = new Snapshot(
                Map.copyOf(byName),
                Map.copyOf(timetables),
                store.givenNames(),
                Set.copyOf(unpriced),
                sorted,
                new Costs(store.costs()),
                clock);
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
            return Optional.ofNullable(model)
                    .filter(served)
                    .flatMap(now::priced)
                    .map(current -> new Named(current, name));
        }
        @Nullable
        Model successor = model.successor() == null ? null : now.byName().get(model.successor());
        return Optional.ofNullable(successor)
                .filter(served)
                .flatMap(now::priced)
                .map(current -> new Named(current, current.id()));
    }

    /** Whether this is a model's name, and the model has no price at this moment. */
    public boolean isUnpriced(String name) {
        Snapshot now = snapshot;
        @Nullable Model model = now.byName().get(name);
        return model == null
                ? now.unpriced().contains(name)
                : !model.isRetired() && now.priced(model).isEmpty();
    }

    /** Whether this is the name of a model that nobody has opened. */
    public boolean isClosed(String name) {
        @Nullable Model model = snapshot.byName().get(name);
        return model != null && !model.isRetired() && !model.open();
    }

    /** What an account's provider charges us for a model at this moment. */
    public ProviderCost cost(long accountId, String modelId) {
        Snapshot now = snapshot;
        return now.costs().at(accountId, modelId, now.clock().now());
    }

    /** A row of the price book, in force or not, as usage rows name it. */
    public Optional<Prices> price(long id) {
        return store.price(id);
    }

    /** All models with a price at this moment, newest first. */
    public List<Model> models() {
        Snapshot now = snapshot;
        return now.newestFirst().stream()
                .flatMap(model -> now.priced(model).stream())
                .toList();
    }
}
