package io.tallyport.web.console.signin;

import io.tallyport.account.People;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** The console's people, by e-mail address and password. */
@ApplicationScoped
public class PeopleIdentityStore implements IdentityStore {

    @Inject
    private People people;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential given)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return people.signIn(given.getCaller(), given.getPasswordAsString())
                .map(SignedIn::new)
                .map(person -> new CredentialValidationResult(person, person.roles()))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
