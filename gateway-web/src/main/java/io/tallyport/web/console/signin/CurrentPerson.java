package io.tallyport.web.console.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who looks at the page, and the way out. */
@Named("me")
@RequestScoped
public class CurrentPerson {

    @Inject
    private HttpServletRequest request;

    private @Nullable SignedIn person() {
        return ConsoleAuthentication.personOf(request);
    }

    public boolean isSignedIn() {
        return person() != null;
    }

    public String getName() {
        @Nullable SignedIn person = person();
        return person == null ? "" : person.displayName();
    }

    /** As it stands on the books behind what they do. */
    public String getEmail() {
        @Nullable SignedIn person = person();
        return person == null ? "" : person.getName();
    }

    public boolean isOperator() {
        return request.isUserInRole("operator");
    }

    /** For what a page offers to operators only: it is never called by others, unless somebody forges a request. */
    public void requireOperator() {
        if (!isOperator()) {
            throw new SecurityException("for operators only");
        }
    }

    public void signOut() throws IOException, ServletException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        request.logout();
        ConsoleAuthentication.end(request);
        external.redirect(SignInRedirect.PAGE + "?out=true");
    }
}
