package io.tallyport.invoicing;

import io.tallyport.database.Retries;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.Documents;
import io.tallyport.document.Draft;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.Numbering;
import io.tallyport.einvoice.Gate;
import io.tallyport.invoicing.Drafts.Result;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Makes one document: draft, checks, number, files. No transaction may be open: only the number is given in one. A document
 * that has its number keeps it; done again for the same cause, this goes on where it stopped.
 */
@ApplicationScoped
class Making {
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

    /** @param text the number, or why there is none */
    record Outcome(State state, String text) {
        enum State {
            /** Nothing is left to do. */
            DONE,
            /** Another document comes first. */
            WAITS,
            /** The draft did not pass the gate: people must look. */
            REFUSED
        }
    }

    Outcome make(Cause cause) {
        Optional<Document> issued = documents.find(cause);
        if (issued.isPresent()) {
            return complete(issued.get());
        }
        return switch (drafts.draft(cause)) {
            case Result.Ready ready -> issue(ready);
            case Result.Waits waits -> new Outcome(Outcome.State.WAITS, "waits " + waits.reason());
            case Result.Nothing nothing -> new Outcome(Outcome.State.DONE, nothing.reason());
        };
    }

    private Outcome issue(Result.Ready ready) {
        Draft draft = ready.draft();
        List<String> findings = draft.content() instanceof InvoiceContent invoice
                        && invoice.type().isElectronic()
                ? gate.check(invoice, ready.before())
                : List.of();
        return findings.isEmpty()
                ? complete(Retries.run(() -> numbering.issue(draft)))
                : new Outcome(Outcome.State.REFUSED, "refused: " + findings);
    }

    private Outcome complete(Document document) {
        files.complete(document);
        return new Outcome(Outcome.State.DONE, document.number());
    }
}
