package io.tallyport.web.console.signin;

import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Who signed in stands in the session; whoever did not is shown the sign-in page. Concerns {@code /console} only. */
@ApplicationScoped
public class ConsoleAuthentication implements HttpAuthenticationMechanism {
    private static final String CONSOLE = "/console";
    private static final String SIGNED_IN = SignedIn.class.getName();

    @Inject
    private IdentityStoreHandler identityStores;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        // the path as the server matched it: what Faces serves, however it was spelt
        if (!request.getServletPath().equals(CONSOLE)) {
            return context.doNothing();
        }
        if (context.isAuthenticationRequest()) {
            return signIn(request, context);
        }
        @Nullable SignedIn person = personOf(request);
        if (person != null) {
            return context.notifyContainerAboutLogin(person, person.roles());
        }
        return context.isProtected() ? SignInRedirect.send(request, response, context) : context.doNothing();
    }

    private AuthenticationStatus signIn(HttpServletRequest request, HttpMessageContext context) {
        @Nullable Credential credential = context.getAuthParameters().getCredential();
        if (credential == null) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        CredentialValidationResult result = identityStores.validate(credential);
        if (result.getStatus() != Status.VALID || !(result.getCallerPrincipal() instanceof SignedIn person)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        end(request);
        request.getSession(true).setAttribute(SIGNED_IN, person);
        guardCookie(request);
        return context.notifyContainerAboutLogin(person, person.roles());
    }

    /** SameSite=Lax, and Secure where the way is: this server takes neither from web.xml. */
    private static void guardCookie(HttpServletRequest request) {
        ServletRequestContext.requireCurrent().getExchange().responseCookies().forEach(cookie -> cookie.setSameSiteMode(
                        "Lax")
                .setSecure(request.isSecure()));
    }

    /** The person a request's session belongs to; null if nobody has signed in. */
    static @Nullable SignedIn personOf(HttpServletRequest request) {
        @Nullable HttpSession session = request.getSession(false);
        return session == null ? null : (SignedIn) session.getAttribute(SIGNED_IN);
    }

    /** Ends the session, so that its id is worth nothing. */
    static void end(HttpServletRequest request) {
        @Nullable HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
