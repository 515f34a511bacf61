package io.tallyport.web.console;

import io.tallyport.account.Organisation;
import io.tallyport.account.Organisations;
import io.tallyport.catalog.Catalog;
import io.tallyport.key.ApiKey;
import io.tallyport.key.ApiKeys;
import io.tallyport.ledger.Ledger;
import io.tallyport.ledger.PostedEntry;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.usage.RecordedCall;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import io.tallyport.usage.UsageEvents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call down to its ledger entries. */
@Named
@RequestScoped
public class CallPage {

    @Inject
    private UsageEvents events;

    @Inject
    private Organisations organisations;

    @Inject
    private ApiKeys keys;

    @Inject
    private UpstreamAccounts upstreams;

    @Inject
    private Catalog catalog;

    @Inject
    private Ledger ledger;

    private @Nullable String id;
    private @Nullable RecordedCall call;
    private @Nullable PriceCalculation calculation;
    private String organisationName = "";
    private String keyName = "";
    private String upstreamName = "";
    private List<PostedEntry> entries = List.of();
    private List<TriedLine> tried = List.of();

    /** What was tried before the account that answered. */
    public record TriedLine(String account, TriedAttempt attempt) {}

    public void load() throws IOException {
        Optional<RecordedCall> found = Optional.ofNullable(id)
                .map(String::strip)
                .flatMap(RequestId::parse)
                .map(RequestId::uuid)
                .flatMap(events::find);
        if (found.isEmpty()) {
            Missing.answer404();
            return;
        }
        show(found.get());
    }

    private void show(RecordedCall recorded) {
        call = recorded;
        UsageEvent shown = recorded.event();
        calculation = catalog.price(shown.charge().priceId())
                .map(prices -> PriceCalculation.of(
                        shown.tokens(), prices, shown.terms().factors()))
                .orElse(null);
        entries = ledger.entriesOf(shown.requestId());
        organisationName =
                organisations.find(shown.walletId()).map(Organisation::name).orElse("#" + shown.walletId());
        keyName = keys.of(shown.walletId()).stream()
                .filter(key -> key.publicId().equals(shown.keyId()))
                .map(ApiKey::name)
                .findFirst()
                .orElse("");
        upstreamName = accountName(shown.upstreamAccountId());
        tried = shown.tried().stream()
                .map(attempt -> new TriedLine(accountName(attempt.upstreamAccountId()), attempt))
                .toList();
    }

    private String accountName(long accountId) {
        return upstreams.usable().stream()
                .filter(account -> account.id() == accountId)
                .map(UpstreamAccount::name)
                .findFirst()
                .orElse("#" + accountId);
    }

    /** What the entries put on consumption, settlements less reversals; nano-credits. */
    public long getEntriesSum() {
        return entries.stream().mapToLong(Words::consumed).reduce(0, Math::addExact);
    }

    public boolean isReversed() {
        return entries.stream().anyMatch(entry -> Words.consumed(entry) < 0);
    }

    /** Whether the rule that it ended under lets the customer pay nothing for what was used. */
    public boolean isFree() {
        return call != null
                && call.event().charge().debitNano() == 0
                && calculation != null
                && calculation.debitNano() > 0;
    }

    public boolean isRecomputed() {
        return calculation != null
                && call != null
                && calculation.debitNano() == call.event().charge().debitNano();
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public @Nullable RecordedCall getCall() {
        return call;
    }

    /** Null if the row of the price book is gone. */
    public @Nullable PriceCalculation getCalculation() {
        return calculation;
    }

    public List<PostedEntry> getEntries() {
        return entries;
    }

    public String getOrganisationName() {
        return organisationName;
    }

    public String getKeyName() {
        return keyName;
    }

    public List<TriedLine> getTried() {
        return tried;
    }

    public String getUpstreamName() {
        return upstreamName;
    }
}
