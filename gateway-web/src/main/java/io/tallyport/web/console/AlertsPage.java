package io.tallyport.web.console;

import io.tallyport.alert.Alert;
import io.tallyport.alert.Alerts;
import io.tallyport.error.GatewayException;
import io.tallyport.review.OpenReview;
import io.tallyport.review.Review;
import io.tallyport.web.console.signin.CurrentPerson;
import jakarta.annotation.PostConstruct;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people must look at, and wallets that two of them may release. */
@Named
@ViewScoped
public class AlertsPage implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Alerts alerts;

    @Inject
    private Review review;

    @Inject
    private CurrentPerson me;

    private transient List<Alert> open = List.of();
    private transient List<OpenReview> held = List.of();
    private @Nullable Long chosen;
    private String reason = "";

    @PostConstruct
    void load() {
        open = alerts.open();
        held = review.open();
    }

    public void close(long id) {
        alerts.close(id, me.getEmail());
        load();
    }

    public void choose(long walletId) {
        chosen = walletId;
        reason = "";
    }

    public void askForRelease() {
        if (chosen != null) {
            long wallet = chosen;
            act(() -> review.askForRelease(wallet, me.getEmail(), reason.strip()));
        }
        chosen = null;
    }

    public void release(long walletId) {
        act(() -> review.release(walletId, me.getEmail()));
    }

    private void act(Runnable step) {
        try {
            step.run();
        } catch (GatewayException refusal) {
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.message(), null));
        }
        load();
    }

    /** Whether the one who looks may grant what another one asked for. */
    public boolean mayRelease(OpenReview of) {
        return of.actor() != null && !of.actor().equals(me.getEmail());
    }

    public List<Alert> getOpen() {
        return open;
    }

    public List<OpenReview> getHeld() {
        return held;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
