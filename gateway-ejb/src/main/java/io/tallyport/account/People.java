package io.tallyport.account;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Those who sign in to the console. */
@Stateless
public class People {
    /** Compared where nobody has the address, so that the time of an answer does not tell who does. */
    private static final String NOBODYS_HASH = Passwords.hash(UUID.randomUUID().toString());

    @Inject
    private PersonStore store;

    /** Makes a person, or sets the password and roles of the one with this e-mail address. */
    public void ensure(Person person, String password) {
        Optional<String> hash = store.passwordHash(person.email());
        boolean same = hash.filter(stored -> Passwords.fits(password, stored)).isPresent();
        store.save(person, same ? hash.orElseThrow() : Passwords.hash(password));
    }

    /** Who signs in with these; empty if nobody does. */
    public Optional<Person> signIn(String email, String password) {
        String key = email.strip().toLowerCase(Locale.ROOT);
        String hash = store.passwordHash(key).orElse(NOBODYS_HASH);
        return Passwords.fits(password, hash) ? store.find(key) : Optional.empty();
    }

    public boolean exist(Set<String> emails) {
        return emails.stream().allMatch(email -> store.find(email).isPresent());
    }
}
