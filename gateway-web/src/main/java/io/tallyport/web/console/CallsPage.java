package io.tallyport.web.console;

import io.tallyport.account.Organisation;
import io.tallyport.account.Organisations;
import io.tallyport.usage.RecordedCall;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.UsageEvents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The latest calls, of one organisation or of all, and the search for one by its id. */
@Named
@RequestScoped
public class CallsPage {
    private static final int ROWS = 50;

    @Inject
    private UsageEvents events;

    @Inject
    private Organisations organisations;

    private @Nullable String organisation;
    private @Nullable String before;
    private @Nullable String search;
    private @Nullable String searchFailure;
    private @Nullable String older;
    private List<RecordedCall> calls = List.of();
    private List<Organisation> choices = List.of();
    private Map<Long, String> names = Map.of();

    public void load() throws IOException {
        if (search != null && !search.isBlank() && openSearched(search.strip())) {
            return;
        }
        choices = organisations.all();
        names = choices.stream().collect(Collectors.toMap(Organisation::id, Organisation::name));
        @Nullable
        UUID cursor = before == null
                ? null
                : RequestId.parse(before).map(RequestId::uuid).orElse(null);
        List<RecordedCall> found = Ids.parse(organisation)
                .map(id -> events.latest(id, cursor, ROWS + 1))
                .orElseGet(() -> events.latest(cursor, ROWS + 1));
        calls = found.subList(0, Math.min(ROWS, found.size()));
        older = found.size() > ROWS ? calls.getLast().id().toString() : null;
    }

    /** @return true if the browser is on its way to the call */
    private boolean openSearched(String text) throws IOException {
        Optional<RequestId> id = RequestId.parse(text);
        if (id.isEmpty()) {
            searchFailure = "This is not a request id. One looks like req_ followed by 32 hexadecimal digits, as the"
                    + " response header request-id carries it.";
            return false;
        }
        if (events.find(id.get().uuid()).isEmpty()) {
            searchFailure = "No call with this id is on the books. Requests that are refused before they reach a model"
                    + " are not recorded.";
            return false;
        }
        FacesContext.getCurrentInstance().getExternalContext().redirect("call.xhtml?id=" + id.get());
        return true;
    }

    public String nameOf(long organisationId) {
        return names.getOrDefault(organisationId, "#" + organisationId);
    }

    public List<RecordedCall> getCalls() {
        return calls;
    }

    public List<Organisation> getChoices() {
        return choices;
    }

    /** The cursor of the next page; null on the last one. */
    public @Nullable String getOlder() {
        return older;
    }

    public @Nullable String getSearchFailure() {
        return searchFailure;
    }

    public @Nullable String getOrganisation() {
        return organisation;
    }

    public void setOrganisation(@Nullable String organisation) {
        this.organisation = organisation;
    }

    public @Nullable String getBefore() {
        return before;
    }

    public void setBefore(@Nullable String before) {
        this.before = before;
    }

    public @Nullable String getSearch() {
        return search;
    }

    public void setSearch(@Nullable String search) {
        this.search = search;
    }
}
