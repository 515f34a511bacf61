package io.tallyport.web.console.prices;

import io.tallyport.error.GatewayException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** What an action came to, in words above the page. */
final class Tell {
    private Tell() {}

    static void error(String words) {
        add(FacesMessage.SEVERITY_ERROR, words);
    }

    static void done(String words) {
        add(FacesMessage.SEVERITY_INFO, words);
    }

    /** Acts, and tells {@code success} or why it was refused. */
    static void whether(Runnable action, String success) {
        try {
            action.run();
            done(success);
        } catch (GatewayException e) {
            error(e.message());
        }
    }

    private static void add(FacesMessage.Severity severity, String words) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, words, null));
    }
}
