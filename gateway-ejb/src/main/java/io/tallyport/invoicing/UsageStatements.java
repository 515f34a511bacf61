package io.tallyport.invoicing;

import io.tallyport.database.DatabaseClock;
import io.tallyport.document.Cause;
import io.tallyport.document.Draft;
import io.tallyport.document.StatementContent;
import io.tallyport.document.StatementContent.Movement;
import io.tallyport.einvoice.Credited;
import io.tallyport.invoicing.Drafts.Result;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/** Monthly statements of usage: asked for a little after each month's end in the seller's zone, by any node, once. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UsageStatements {
    @Inject
    private StatementFigureStore store;

    @Inject
    private DatabaseClock clock;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(Duration.ofHours(1), "ask for the month's statements", store::queueDue);
    }

    /** As the books have the month now. */
    public Drafts.Result draft(Cause cause) {
        Optional<StatementFigureStore.Parties> found = store.parties(cause.organisationId());
        if (found.isEmpty()) {
            return new Result.Nothing("there is no seller");
        }
        StatementFigureStore.Parties parties = found.get();
        LocalDate first = Objects.requireNonNull(cause.month(), "a month's");
        LocalDate end = first.plusMonths(1);
        StatementFigureStore.Figures figures = store.of(cause.organisationId(), first, end, parties.zone());
        StatementContent content = new StatementContent(
                "%sS-%d-%s"
                        .formatted(
                                parties.sellerCode(),
                                cause.organisationId(),
                                first.toString().substring(0, 7)),
                clock.now().atZone(ZoneId.of(parties.zone())).toLocalDate(),
                parties.language(),
                parties.seller(),
                parties.buyer(),
                first,
                end.minusDays(1),
                parties.zone(),
                figures.opening(),
                figures.movements().stream().mapToLong(Movement::nano).reduce(figures.opening(), Math::addExact),
                figures.movements(),
                figures.models(),
                figures.days());
        return new Result.Ready(
                new Draft(
                        cause,
                        parties.sellerId(),
                        parties.sellerCode(),
                        parties.zone(),
                        null,
                        parties.profileVersion(),
                        null,
                        content),
                Credited.NONE);
    }
}
