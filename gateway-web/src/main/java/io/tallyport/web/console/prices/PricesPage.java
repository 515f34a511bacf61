package io.tallyport.web.console.prices;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.CatalogPace;
import io.tallyport.error.GatewayException;
import io.tallyport.margin.CostProfiles;
import io.tallyport.margin.CostProfiles.CostRow;
import io.tallyport.margin.CostProfiles.NewCost;
import io.tallyport.margin.Margins;
import io.tallyport.margin.ModelMargin;
import io.tallyport.pricing.PriceDraft;
import io.tallyport.pricing.PriceDraft.Format;
import io.tallyport.pricing.PriceDraft.Upload;
import io.tallyport.pricing.PriceDrafts;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.web.console.signin.CurrentPerson;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Margins of all models, the way in for price files, and what providers charge us; operators alone decide here. */
@Named
@ViewScoped
public class PricesPage implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int DRAFTS_SHOWN = 10;
    /** One more than may be sent in, so that too large a file is told from one that just fits. */
    private static final int MOST_BYTES = 16 * 1024 * 1024 + 1;

    private static final int PPM_PER_PERCENT_DIGITS = 4;

    @Inject
    private Catalog catalog;

    @Inject
    private CatalogPace pace;

    @Inject
    private Margins margins;

    @Inject
    private PriceDrafts drafts;

    @Inject
    private CostProfiles costs;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private CurrentPerson me;

    private transient @Nullable List<ModelMargin> all;
    private String search = "";
    private boolean negativeOnly;
    private transient @Nullable Part file;
    private String source = "";
    private String effectiveFrom = "";
    private boolean closesUnlisted;
    private String costAccount = "";
    private String costModel = "";
    private String costPercent = "";

    /** Those that the search leaves, closed ones first: they wait for somebody. */
    public List<ModelMargin> getShown() {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(margin -> margin.model().id().contains(wanted)
                        || margin.model().provider().contains(wanted))
                .filter(margin -> !negativeOnly || margin.isNegative())
                .sorted((one, other) ->
                        Boolean.compare(one.model().open(), other.model().open()))
                .toList();
    }

    public long getNegative() {
        return all().stream()
                .filter(margin -> margin.model().open() && margin.isNegative())
                .count();
    }

    public long getClosed() {
        return all().stream().filter(margin -> !margin.model().open()).count();
    }

    public long getOpen() {
        return all().size() - getClosed();
    }

    private List<ModelMargin> all() {
        if (all == null) {
            all = margins.all();
        }
        return all;
    }

    public List<String> getTiers() {
        return all().isEmpty()
                ? List.of()
                : all().getFirst().tiers().stream()
                        .map(ModelMargin.AtTier::tier)
                        .toList();
    }

    public void openModel(String id) {
        me.requireOperator();
        Tell.whether(
                () -> margins.open(id, me.getEmail()),
                id + " is open for calls within " + pace.every().toSeconds() + " s.");
        readAgain();
    }

    public void closeModel(String id) {
        me.requireOperator();
        Tell.whether(
                () -> margins.close(id, me.getEmail()),
                id + " is closed for calls within " + pace.every().toSeconds() + " s.");
        readAgain();
    }

    /** So that the page shows what was just decided, and what others decided since. */
    public void readAgain() {
        catalog.load();
        all = null;
    }

    /** Leads to the draft's own page, where everything it changes is shown. */
    public @Nullable String upload() throws IOException {
        me.requireOperator();
        Part sent = file;
        if (sent == null || sent.getSize() == 0) {
            Tell.error("Choose a file that is not empty.");
            return null;
        }
        try (InputStream bytes = sent.getInputStream()) {
            Instant from = effectiveFrom.isBlank() ? null : Instant.parse(effectiveFrom.strip());
            Upload upload = new Upload(bytes.readNBytes(MOST_BYTES), format(sent), source, from, closesUnlisted);
            long id = drafts.upload(upload, me.getEmail());
            FacesContext.getCurrentInstance().getExternalContext().redirect("price-draft.xhtml?id=" + id);
        } catch (GatewayException e) {
            Tell.error(e.message());
        } catch (DateTimeParseException e) {
            Tell.error("The effective date must be a time in UTC such as 2026-12-01T00:00:00Z.");
        }
        return null;
    }

    private static Format format(Part sent) {
        @Nullable String name = sent.getSubmittedFileName();
        return name != null && name.toLowerCase(Locale.ROOT).endsWith(".csv") ? Format.CSV : Format.LITELLM;
    }

    public void agreeCost() {
        me.requireOperator();
        try {
            int ppm = new BigDecimal(costPercent.strip())
                    .movePointRight(PPM_PER_PERCENT_DIGITS)
                    .intValueExact();
            NewCost cost = NewCost.factor(costModel.isBlank() ? null : costModel.strip(), ppm);
            Tell.whether(
                    () -> costs.agree(costAccount, cost, me.getEmail()),
                    "The cost holds in " + pace.untilKnown().toSeconds() + " s. Margins show it then.");
        } catch (NumberFormatException | ArithmeticException e) {
            Tell.error("The cost must be a percentage of list with at most four decimals, such as 65.");
        }
    }

    public List<PriceDraft> getDrafts() {
        return drafts.latest(DRAFTS_SHOWN);
    }

    public List<CostRow> getCosts() {
        return costs.all();
    }

    public List<String> getAccounts() {
        return accounts.usable().stream()
                .filter(UpstreamAccount::isOurs)
                .map(UpstreamAccount::name)
                .toList();
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public boolean isNegativeOnly() {
        return negativeOnly;
    }

    public void setNegativeOnly(boolean negativeOnly) {
        this.negativeOnly = negativeOnly;
    }

    public @Nullable Part getFile() {
        return file;
    }

    public void setFile(@Nullable Part file) {
        this.file = file;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public String getEffectiveFrom() {
        return effectiveFrom;
    }

    public void setEffectiveFrom(String effectiveFrom) {
        this.effectiveFrom = effectiveFrom;
    }

    public boolean isClosesUnlisted() {
        return closesUnlisted;
    }

    public void setClosesUnlisted(boolean closesUnlisted) {
        this.closesUnlisted = closesUnlisted;
    }

    public String getCostAccount() {
        return costAccount;
    }

    public void setCostAccount(String costAccount) {
        this.costAccount = costAccount;
    }

    public String getCostModel() {
        return costModel;
    }

    public void setCostModel(String costModel) {
        this.costModel = costModel;
    }

    public String getCostPercent() {
        return costPercent;
    }

    public void setCostPercent(String costPercent) {
        this.costPercent = costPercent;
    }
}
