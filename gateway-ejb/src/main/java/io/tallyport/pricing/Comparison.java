package io.tallyport.pricing;

import io.tallyport.catalog.PriceRow;
import io.tallyport.pricing.Preview.Refusal;
import io.tallyport.pricing.PriceBook.Known;
import io.tallyport.pricing.PriceFile.ListedModel;
import io.tallyport.pricing.PriceFile.ListedRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file would make of the price book. */
final class Comparison {
    /** What a batch pays where nobody says anything else. */
    private static final int USUAL_BATCH_PPM = 500_000;

    private final PriceBook book;
    private final boolean knowsWindows;
    private final List<PriceChange> changes = new ArrayList<>();
    private final List<ListedModel> newModels = new ArrayList<>();
    private final List<Refusal> refused;

    private Comparison(PriceFile file, PriceBook book) {
        this.book = book;
        this.knowsWindows = file.knowsWindows();
        this.refused = new ArrayList<>(file.refused());
    }

    /** @param closesUnlisted whether models that are not listed are closed, of providers that are */
    static Comparison of(PriceFile file, PriceBook book, boolean closesUnlisted) {
        Comparison comparison = new Comparison(file, book);
        Map<String, ListedModel> byId = comparison.byId(file.models());
        byId.forEach(comparison::compare);
        if (closesUnlisted) {
            comparison.closeAllBut(byId.keySet(), file.refused());
        }
        comparison.changes.sort(Comparator.comparing(PriceChange::kind)
                .thenComparing(PriceChange::modelId)
                .thenComparing(PriceChange::above)
                .thenComparing(change -> String.valueOf(change.window())));
        return comparison;
    }

    List<PriceChange> changes() {
        return changes;
    }

    List<ListedModel> newModels() {
        return newModels;
    }

    List<Refusal> refused() {
        return refused;
    }

    /** Binds a draft to exactly these changes to exactly these rows. */
    byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (PriceChange change : changes) {
                digest.update((change.fingerprint() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A provider's other name for a model says nothing new if the model itself is listed at the same prices. */
    private Map<String, ListedModel> byId(List<ListedModel> listed) {
        Map<String, ListedModel> byId = new LinkedHashMap<>();
        listed.stream()
                .filter(model -> !book.ids().containsKey(model.id()))
                .forEach(model -> byId.put(model.id(), model));
        for (ListedModel model : listed) {
            @Nullable String id = book.ids().get(model.id());
            if (id == null) {
                continue;
            }
            @Nullable ListedModel other = byId.putIfAbsent(id, model);
            if (other != null && !other.rows().equals(model.rows())) {
                refused.add(new Refusal(model.id(), "is another name of " + id + " at other prices"));
            }
        }
        return byId;
    }

    private void compare(String id, ListedModel listed) {
        @Nullable Known known = book.models().get(id);
        if (book.scheduled().contains(id)) {
            refused.add(new Refusal(id, "has a change under way after the effective date: choose a later one"));
            return;
        }
        if (known == null && (listed.provider() == null || listed.contextWindow() == null)) {
            refused.add(new Refusal(id, "is new, and the file does not say its provider and context window"));
            return;
        }
        if (listed.rows().stream().noneMatch(row -> row.above() == 0)) {
            refused.add(new Refusal(id, "has no price for prompts below the threshold"));
            return;
        }
        if (known != null && listed.provider() != null && !known.provider().equals(listed.provider())) {
            refused.add(new Refusal(id, "is a model of " + known.provider() + " here, not of " + listed.provider()));
            return;
        }
        if (known == null) {
            newModels.add(listed);
        }
        List<PriceRow> rest = new ArrayList<>(book.of(id));
        for (ListedRow row : listed.rows()) {
            @Nullable PriceRow old = take(rest, row);
            changes.add(new PriceChange(id, row.above(), row.window(), old, row.prices(), batchPpm(row, old)));
        }
        rest.stream().filter(row -> knowsWindows || row.window() == null).forEach(this::close);
    }

    private static @Nullable PriceRow take(List<PriceRow> rest, ListedRow row) {
        for (PriceRow old : rest) {
            if (old.aboveInputTokens() == row.above() && Objects.equals(old.window(), row.window())) {
                rest.remove(old);
                return old;
            }
        }
        return null;
    }

    private static int batchPpm(ListedRow row, @Nullable PriceRow old) {
        if (row.batchPpm() != null) {
            return row.batchPpm();
        }
        return old == null ? USUAL_BATCH_PPM : old.batchPpm();
    }

    private void close(PriceRow row) {
        changes.add(new PriceChange(row.modelId(), row.aboveInputTokens(), row.window(), row, null, row.batchPpm()));
    }

    /** A model that was refused is listed, however badly. */
    private void closeAllBut(Set<String> listed, List<Refusal> refusals) {
        Set<String> kept = new HashSet<>(listed);
        refusals.forEach(refusal -> kept.add(refusal.name().replaceFirst(".*/", "")));
        Set<String> providers = new HashSet<>();
        for (String id : listed) {
            @Nullable Known known = book.models().get(id);
            if (known != null) {
                providers.add(known.provider());
            }
        }
        book.models().forEach((id, known) -> {
            if (providers.contains(known.provider())
                    && !kept.contains(id)
                    && !book.scheduled().contains(id)) {
                book.of(id).forEach(this::close);
            }
        });
    }
}
