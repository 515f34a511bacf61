package io.tallyport.web.console;

import io.tallyport.account.Organisations;
import io.tallyport.error.GatewayException;
import io.tallyport.web.console.signin.CurrentPerson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Turns an organisation away, with notice or at once, and lets it in again. */
@Named
@RequestScoped
public class AccessForm {

    @Inject
    private Organisations organisations;

    @Inject
    private OrganisationPage page;

    @Inject
    private CurrentPerson me;

    private String from = "";
    private String reason = "";

    public void suspend() {
        change(id -> organisations.suspend(id, KeyForm.moment(from), reason, me.getEmail()));
    }

    public void stop() {
        change(id -> organisations.stop(id, reason, me.getEmail()));
    }

    public void resume() {
        change(id -> organisations.resume(id, reason, me.getEmail()));
    }

    private interface Change {
        void of(long organisationId);
    }

    private void change(Change change) {
        Ids.parse(page.getId()).ifPresent(id -> {
            try {
                change.of(id);
            } catch (GatewayException refusal) {
                Refused.tell(refusal);
            }
        });
        page.reload();
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
