package io.tallyport.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The price book in force, as one immutable snapshot read again every 15 seconds: a call resolves its model without the
 * database, and keeps the prices it was authorised with.
 */
@ApplicationScoped
public class Catalog {
    @Inject
    private CatalogStore store;

    private volatile Snapshot snapshot = new Snapshot(Map.of(), List.of());

    private record Snapshot(Map<String, Model> byName, List<Model> newestFirst) {}

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
        snapshot = new Snapshot(Map.copyOf(byName), sorted);
    }

    /** The priced model of this id or alias. */
    public Optional<Model> find(String name) {
        return Optional.ofNullable(snapshot.byName().get(name));
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
