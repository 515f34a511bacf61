package io.tallyport.web.console;

import io.tallyport.error.GatewayException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** What a capability refuses is told beside the form, which stays open. */
final class Refused {
    private Refused() {}

    static void tell(GatewayException refusal) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.message(), null));
        faces.validationFailed();
    }
}
