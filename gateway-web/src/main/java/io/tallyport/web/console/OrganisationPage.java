package io.tallyport.web.console;

import io.tallyport.account.Organisation;
import io.tallyport.account.Organisations;
import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKey;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyKind;
import io.tallyport.key.KeyRestrictions.OnExhaustion;
import io.tallyport.key.KeyRole;
import io.tallyport.ledger.Balance;
import io.tallyport.ledger.Ledger;
import io.tallyport.tier.Standing;
import io.tallyport.tier.Tiers;
import io.tallyport.web.console.signin.CurrentPerson;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One organisation: its balance, its tier or contract, and its keys. */
@Named
@ViewScoped
public class OrganisationPage implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private Tiers tiers;

    @Inject
    private ApiKeys keys;

    @Inject
    private CurrentPerson me;

    private @Nullable String id;
    private transient @Nullable Organisation organisation;
    private transient @Nullable Balance balance;
    private transient @Nullable Standing standing;
    private transient List<ApiKey> apiKeys = List.of();
    private String newKeyName = "";
    private KeyForm newKeyLimits = new KeyForm();
    private KeyForm limits = new KeyForm();
    private KeyKind newKeyKind = KeyKind.CALLS;
    private KeyRole newKeyRole = KeyRole.READ;
    private transient @Nullable ApiKey chosen;

    public void load() throws IOException {
        reload();
        if (organisation == null) {
            Missing.answer404();
        }
    }

    void reload() {
        Optional<Organisation> found = Ids.parse(id).flatMap(organisations::find);
        if (found.isEmpty()) {
            return;
        }
        organisation = found.get();
        balance = ledger.balance(found.get().id()).orElse(new Balance(0, 0, 0, 0, 0));
        standing = tiers.load(found.get().id());
        apiKeys = keys.of(found.get().id()).stream()
                .sorted(Comparator.comparing(ApiKey::isActive).reversed())
                .toList();
    }

    /** Makes a key; its secret lives for this one answer. */
    public void createKey() throws IOException {
        Organisation of = organisation;
        if (of == null) {
            return;
        }
        try {
            String secret = keys.create(
                            of.id(),
                            newKeyKind,
                            newKeyRole,
                            newKeyName.strip(),
                            newKeyLimits.restrictions(),
                            me.getEmail())
                    .secret();
            FacesContext.getCurrentInstance()
                    .getExternalContext()
                    .getRequestMap()
                    .put("newSecret", secret);
        } catch (GatewayException refusal) {
            Refused.tell(refusal);
            return;
        }
        newKeyName = "";
        newKeyKind = KeyKind.CALLS;
        newKeyRole = KeyRole.READ;
        newKeyLimits = new KeyForm();
        load();
    }

    public void choose(ApiKey key) {
        chosen = key;
        limits = KeyForm.of(key);
    }

    public void limitChosen() throws IOException {
        if (chosen == null) {
            return;
        }
        try {
            keys.restrict(chosen.publicId(), limits.restrictions());
            chosen = null;
        } catch (GatewayException refusal) {
            Refused.tell(refusal);
        }
        load();
    }

    public void revokeChosen() throws IOException {
        if (chosen != null) {
            keys.revoke(chosen.publicId(), me.getEmail());
        }
        chosen = null;
        load();
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable Organisation getOrganisation() {
        return organisation;
    }

    public @Nullable Balance getBalance() {
        return balance;
    }

    public @Nullable Standing getStanding() {
        return standing;
    }

    /** Nano-credits of spend that lead to the next tier; 0 if there is none. */
    public long getSpendToNextTier() {
        return standing == null || standing.next() == null
                ? 0
                : standing.next().fromSpendNano() - standing.windowSpendNano();
    }

    public KeyForm getLimits() {
        return limits;
    }

    public KeyForm getNewKeyLimits() {
        return newKeyLimits;
    }

    public OnExhaustion[] getExhaustions() {
        return OnExhaustion.values();
    }

    public List<ApiKey> getApiKeys() {
        return apiKeys;
    }

    public @Nullable ApiKey getChosen() {
        return chosen;
    }

    public String getNewKeyName() {
        return newKeyName;
    }

    public void setNewKeyName(String newKeyName) {
        this.newKeyName = newKeyName;
    }

    public KeyRole getNewKeyRole() {
        return newKeyRole;
    }

    public void setNewKeyRole(KeyRole newKeyRole) {
        this.newKeyRole = newKeyRole;
    }

    public KeyKind getNewKeyKind() {
        return newKeyKind;
    }

    public void setNewKeyKind(KeyKind newKeyKind) {
        this.newKeyKind = newKeyKind;
    }
}
