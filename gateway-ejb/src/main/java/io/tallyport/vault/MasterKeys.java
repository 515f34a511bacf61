package io.tallyport.vault;

import io.tallyport.vault.SealedStore.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which master key sealed what, and the change from one to the next. */
@ApplicationScoped
public class MasterKeys {
    private static final Logger LOG = System.getLogger(MasterKeys.class.getName());
    private static final int AT_ONCE = 1_000;

    @Inject
    private Vault vault;

    @Inject
    private SealedStore store;

    @Inject
    @Any
    private Instance<SealedColumn> columns;

    /** @param countByKey values by the id of the key that sealed them */
    public record Holding(String what, Map<String, Long> countByKey) {}

    /** @param unreadable values that the key which should open them does not open */
    public record Resealed(long values, long unreadable) {}

    /** Ids of the configured keys: the first seals. An id tells nothing about its key. */
    public List<String> ids() {
        return vault.keyIds();
    }

    /** Of every kind of sealed value. */
    public List<Holding> holdings() {
        return columns.stream()
                .map(column -> new Holding(column.what(), store.countByKey(column)))
                .toList();
    }

    /** Seals under the first key what the others sealed. Other nodes may go on; what they change meanwhile stays as they write it. */
    public Resealed reseal() {
        long values = 0;
        long unreadable = 0;
        for (SealedColumn column : columns) {
            for (String keyId : ids().subList(1, ids().size())) {
                Resealed done = reseal(column, keyId);
                values += done.values();
                unreadable += done.unreadable();
            }
        }
        return new Resealed(values, unreadable);
    }

    private Resealed reseal(SealedColumn column, String keyId) {
        long resealed = 0;
        long unreadable = 0;
        String after = "";
        while (true) {
            List<Sealed> page = store.sealedUnder(keyId, column, after, AT_ONCE);
            for (Sealed value : page) {
                Optional<byte[]> opened = opened(column, value);
                if (opened.isEmpty()) {
                    unreadable++;
                } else if (store.replace(column, value, vault.seal(opened.get(), value.purpose()))) {
                    resealed++;
                }
            }
            if (page.size() < AT_ONCE) {
                return new Resealed(resealed, unreadable);
            }
            after = page.getLast().row();
        }
    }

    private Optional<byte[]> opened(SealedColumn column, Sealed value) {
        try {
            return Optional.of(vault.open(value.value(), value.purpose()));
        } catch (IllegalStateException e) {
            LOG.log(Level.ERROR, "A sealed value does not open: " + column.what() + " " + value.row(), e);
            return Optional.empty();
        }
    }
}
