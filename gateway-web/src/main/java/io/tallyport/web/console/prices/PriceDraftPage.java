package io.tallyport.web.console.prices;

import io.tallyport.error.GatewayException;
import io.tallyport.pricing.Preview;
import io.tallyport.pricing.PriceChange.Kind;
import io.tallyport.pricing.PriceDrafts;
import io.tallyport.web.console.Ids;
import io.tallyport.web.console.Missing;
import io.tallyport.web.console.signin.CurrentPerson;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Everything that a price file changes, and the button that makes it so. */
@Named
@ViewScoped
public class PriceDraftPage implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private PriceDrafts drafts;

    @Inject
    private CurrentPerson me;

    private @Nullable String id;
    private transient @Nullable Preview preview;
    /** The changes that the page shows: no others are applied from it. */
    private String seen = "";

    public void load() throws IOException {
        preview = Ids.parse(id).flatMap(drafts::preview).orElse(null);
        if (preview == null) {
            Missing.answer404();
            return;
        }
        seen = preview.changesSha256();
    }

    public void apply() throws IOException {
        try {
            Tell.done("Applied: these prices begin at " + drafts.apply(number(), seen, me.getEmail()) + ".");
        } catch (GatewayException e) {
            Tell.error(e.message());
        }
        load();
    }

    /** For a draft whose price book has changed since. */
    public void showAnew() throws IOException {
        drafts.showAnew(number());
        load();
    }

    /** A price change takes two people. */
    public boolean isMine() {
        return preview != null && preview.draft().isBy(me.getEmail());
    }

    private long number() {
        return Ids.parse(id).orElseThrow();
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable Preview getPreview() {
        return preview;
    }

    public long count(String kind) {
        return preview == null ? 0 : preview.count(Kind.valueOf(kind));
    }
}
