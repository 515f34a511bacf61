package io.tallyport.invoicing;

import io.tallyport.alert.Alerts;
import io.tallyport.database.DatabaseState;
import io.tallyport.database.Retries;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.Documents;
import io.tallyport.document.Draft;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.Numbering;
import io.tallyport.einvoice.Gate;
import io.tallyport.invoicing.DocumentWorkStore.Claimed;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes what is queued, on whatever node: draft, checks, number, files. A document that has its number keeps it, whatever
 * becomes of its files; those are tried again.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DocumentWorker {
    private static final Logger LOG = System.getLogger(DocumentWorker.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 10;

    @Inject
    private DocumentWorkStore store;

    @Inject
    private Drafts drafts;

    @Inject
    private Gate gate;

    @Inject
    private Numbering numbering;

    @Inject
    private Documents documents;

    @Inject
    private Files files;

    @Inject
    private Alerts alerts;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(PAUSE, "make documents", this::work);
    }

    private void work() {
        if (!state.isReachable()) {
            return;
        }
        List<Claimed> claimed = store.claim(AT_ONCE, CLAIM);
        while (!claimed.isEmpty()) {
            claimed.forEach(this::make);
            claimed = store.claim(AT_ONCE, CLAIM);
        }
    }

    private void make(Claimed work) {
        Cause cause = work.cause();
        try {
            Optional<Document> issued = documents.find(cause);
            if (issued.isPresent()) {
                complete(work, issued.get());
                return;
            }
            switch (drafts.draft(cause)) {
                case Result.Ready ready -> issue(work, ready);
                case Result.Waits waits -> store.again(work.id(), pause(work.attempts()), "waits " + waits.reason());
                case Result.Nothing nothing -> store.end(work.id(), nothing.reason());
            }
        } catch (RuntimeException e) {
            fail(work, String.valueOf(e.getMessage()), e);
        }
    }

    private void issue(Claimed work, Result.Ready ready) {
        Draft draft = ready.draft();
        List<String> findings = draft.content() instanceof InvoiceContent invoice
                        && invoice.type().isElectronic()
                ? gate.check(invoice, ready.before())
                : List.of();
        if (!findings.isEmpty()) {
            alerts.raise("document-refused", draft.cause().organisationId(), subject(draft.cause()) + ": " + findings);
            store.again(work.id(), pause(work.attempts()), "refused: " + findings);
            return;
        }
        complete(work, Retries.run(() -> numbering.issue(draft)));
    }

    private void complete(Claimed work, Document document) {
        files.complete(document);
        store.end(work.id(), document.number());
    }

    private void fail(Claimed work, String reason, RuntimeException cause) {
        LOG.log(Level.WARNING, "Could not make the " + subject(work.cause()) + "; trying again", cause);
        store.again(work.id(), pause(work.attempts()), reason);
        alerts.raise("document-waits", work.cause().organisationId(), subject(work.cause()) + ": " + reason);
    }

    private static String subject(Cause cause) {
        Object of = cause.refundId() != null ? cause.refundId() : cause.orderId();
        return cause.type() + " of "
                + (cause.month() == null ? (cause.refundId() == null ? "order " : "refund ") + of : cause.month());
    }

    private static Duration pause(int attempts) {
        Duration doubled = PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
