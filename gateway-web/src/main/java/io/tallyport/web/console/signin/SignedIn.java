package io.tallyport.web.console.signin;

import io.tallyport.account.Person;
import jakarta.security.enterprise.CallerPrincipal;
import java.util.Set;

/** The person behind a session; the principal's name is the e-mail address. */
public class SignedIn extends CallerPrincipal {
    private static final long serialVersionUID = 1;

    private final String displayName;
    private final Set<String> roles;

    SignedIn(Person person) {
        super(person.email());
        this.displayName = person.name();
        this.roles = Set.copyOf(person.roles());
    }

    public String displayName() {
        return displayName;
    }

    Set<String> roles() {
        return roles;
    }
}
