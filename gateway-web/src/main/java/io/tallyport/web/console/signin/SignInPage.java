package io.tallyport.web.console.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.primefaces.context.PrimeFacesContext;

/** Asks for e-mail address and password. */
@Named
@RequestScoped
public class SignInPage {
    private static final String TO = "to";

    @Inject
    private SecurityContext security;

    @Inject
    private SignInThrottle throttle;

    private String email = "";
    private String password = "";

    public void signIn() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        String address = request.getRemoteAddr();
        if (!throttle.tryAttempt(address)) {
            refuse(faces, "Too many attempts from your address. Wait five minutes and try again.");
            return;
        }
        AuthenticationStatus status = security.authenticate(
                request,
                (HttpServletResponse) external.getResponse(),
                AuthenticationParameters.withParams()
                        .credential(new UsernamePasswordCredential(email, password))
                        .newAuthentication(true));
        if (status != AuthenticationStatus.SUCCESS) {
            refuse(faces, "The e-mail address or the password is wrong.");
            return;
        }
        throttle.succeeded(address);
        external.redirect(
                SignInRedirect.target(external.getRequestParameterMap().get(TO)));
    }

    /** Sends whoever has signed in already on to where they wanted to go. */
    public void skipIfSignedIn() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        if (ConsoleAuthentication.personOf((HttpServletRequest) external.getRequest()) != null) {
            external.redirect(
                    SignInRedirect.target(external.getRequestParameterMap().get(TO)));
        }
    }

    /** Without it PrimeFaces refuses a form; its script would add it, but signing in should not wait for scripts. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    private static void refuse(FacesContext faces, String why) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, why, null));
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
