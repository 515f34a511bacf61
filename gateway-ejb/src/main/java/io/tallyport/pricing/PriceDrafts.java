package io.tallyport.pricing;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.PriceList.LongContext;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.margin.Margins;
import io.tallyport.pricing.PriceBookStore.Kept;
import io.tallyport.pricing.PriceChange.Kind;
import io.tallyport.pricing.PriceDraft.Upload;
import io.tallyport.pricing.PriceFile.ListedModel;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prices from files: sent in as a draft, looked at, applied as a whole. */
@Stateless
public class PriceDrafts {

    @Inject
    private PriceBookStore store;

    @Inject
    private Catalog catalog;

    @Inject
    private Margins margins;

    /**
     * Keeps a file as a draft, which changes nothing.
     *
     * @return the draft's id
     * @throws GatewayException 400 for a file that cannot be read as a whole or a date that has passed; 413 for one too large
     */
    public long upload(Upload upload, String author) {
        if (upload.file().length > PriceFile.MOST_BYTES) {
            throw new GatewayException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The file is larger than " + PriceFile.MOST_BYTES / (1024 * 1024) + " MiB.");
        }
        if (upload.source().isBlank() || upload.source().length() > 200) {
            throw GatewayException.invalid("source", "Say in at most 200 characters where the file comes from.");
        }
        if (upload.effectiveFrom() != null && upload.effectiveFrom().isBefore(store.now())) {
            throw GatewayException.invalid("effective date", "Prices are not changed for a time that has passed.");
        }
        PriceFile file = upload.format().read(upload.file());
        Comparison comparison = compare(file, upload.effectiveFrom(), upload.closesUnlisted());
        return store.keep(upload, sha256(upload.file()), comparison.digest(), author);
    }

    /** The latest drafts, newest first. */
    public List<PriceDraft> latest(int most) {
        return store.latest(most);
    }

    public Optional<Preview> preview(long id) {
        return store.find(id).map(kept -> {
            PriceFile file = kept.draft().format().read(kept.file());
            if (kept.draft().isApplied()) {
                return made(kept.draft(), file);
            }
            Comparison comparison =
                    compare(file, kept.draft().effectiveFrom(), kept.draft().closesUnlisted());
            return preview(kept, file, comparison);
        });
    }

    /** Shows a draft anew whose price book has changed since: what it shows from now on can be applied. */
    public void showAnew(long id) {
        Kept kept = store.find(id).orElseThrow(() -> missing(id));
        Comparison comparison = compare(
                kept.draft().format().read(kept.file()),
                kept.draft().effectiveFrom(),
                kept.draft().closesUnlisted());
        store.rebind(id, comparison.digest());
    }

    /**
     * Makes the changes of a draft, all or none; once, however often it is asked to.
     *
     * @param seen the digest of the changes that the actor was shown
     * @param actor not its author: a price change takes two people
     * @return when its prices begin
     * @throws GatewayException 404 if there is no such draft; 422 if it would change something else than was shown last, or if
     *     one person alone would change prices
     */
    public Instant apply(long id, String seen, String actor) {
        store.lockBook();
        Kept kept = store.find(id).orElseThrow(() -> missing(id));
        if (kept.draft().appliedAt() != null) {
            return store.beginOf(id).orElse(kept.draft().appliedAt());
        }
        if (kept.draft().isBy(actor)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "A price change takes two people: somebody else must apply this file.");
        }
        PriceFile file = kept.draft().format().read(kept.file());
        Comparison comparison =
                compare(file, kept.draft().effectiveFrom(), kept.draft().closesUnlisted());
        if (!MessageDigest.isEqual(comparison.digest(), kept.changesSha256())
                || !seen.equals(HexFormat.of().formatHex(comparison.digest()))) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The price book has changed since this draft was shown. Look at what it changes now, and apply that.");
        }
        Instant begin = store.begin(kept.draft().effectiveFrom());
        store.addModels(comparison.newModels());
        store.change(
                comparison.changes().stream()
                        .filter(change -> change.kind() != Kind.UNCHANGED)
                        .toList(),
                begin,
                kept.draft());
        store.markApplied(id, actor);
        return begin;
    }

    private Comparison compare(PriceFile file, @Nullable Instant effectiveFrom, boolean closesUnlisted) {
        return Comparison.of(file, store.book(store.begin(effectiveFrom)), closesUnlisted);
    }

    private Preview preview(Kept kept, PriceFile file, Comparison comparison) {
        List<PriceChange> changes = comparison.changes().stream()
                .filter(change -> change.kind() != Kind.UNCHANGED)
                .toList();
        return new Preview(
                kept.draft(),
                changes,
                comparison.newModels().stream().map(ListedModel::id).sorted().toList(),
                comparison.changes().size() - changes.size(),
                comparison.refused(),
                file.passedOver(),
                turningNegative(comparison),
                MessageDigest.isEqual(comparison.digest(), kept.changesSha256()),
                HexFormat.of().formatHex(comparison.digest()));
    }

    private Preview made(PriceDraft draft, PriceFile file) {
        return new Preview(
                draft, store.made(draft.id()), List.of(), 0, file.refused(), file.passedOver(), List.of(), true, "");
    }

    private List<String> turningNegative(Comparison comparison) {
        Map<String, Model> models = catalog.models().stream().collect(Collectors.toMap(Model::id, model -> model));
        comparison.newModels().forEach(listed -> models.putIfAbsent(listed.id(), model(listed)));
        Map<Model, PriceList> then = new LinkedHashMap<>();
        comparison.changes().stream()
                .filter(change -> change.now() != null && change.window() == null)
                .collect(Collectors.groupingBy(PriceChange::modelId))
                .forEach((id, rows) -> {
                    @Nullable Model model = models.get(id);
                    Optional<PriceList> list = list(rows);
                    if (model != null && list.isPresent()) {
                        then.put(model, list.get());
                    }
                });
        return margins.turningNegative(then);
    }

    private static Optional<PriceList> list(List<PriceChange> rows) {
        List<LongContext> longContext = new ArrayList<>();
        @Nullable PriceChange base = null;
        for (PriceChange row :
                rows.stream().sorted(Comparator.comparing(PriceChange::above)).toList()) {
            if (row.above() == 0) {
                base = row;
            }
            if (row.above() > 0 && row.now() != null) {
                longContext.add(new LongContext(row.above(), row.now()));
            }
        }
        return base == null || base.now() == null
                ? Optional.empty()
                : Optional.of(new PriceList(base.now(), longContext, base.batchPpm()));
    }

    /** As it will stand in the book: known by its provider and its prices alone. */
    private static Model model(ListedModel listed) {
        PriceList prices = new PriceList(listed.rows().getFirst().prices(), List.of());
        return Model.newcomer(listed.id(), listed.provider() == null ? "" : listed.provider(), listed.api(), prices);
    }

    private static GatewayException missing(long id) {
        return new GatewayException(ErrorCode.NOT_FOUND, "There is no draft " + id + ".");
    }

    private static byte[] sha256(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
