package io.tallyport.account;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class PersonStore {
    private static final String SAVE = """
            INSERT INTO app_user (email, name, password_hash) VALUES (?, ?, ?)
            ON CONFLICT (email) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash
            """;
    private static final String ADD_ROLES = """
            INSERT INTO user_role (user_id, role) SELECT u.id, r FROM app_user u, unnest(?::text[]) r WHERE u.email = ?
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND = """
            SELECT u.email, u.name, array_agg(r.role) AS roles
            FROM app_user u JOIN user_role r ON r.user_id = u.id WHERE u.email = ? GROUP BY u.email, u.name
            """;

    @Inject
    private Database database;

    void save(Person person, String passwordHash) {
        database.update(SAVE, person.email(), person.name(), passwordHash);
        database.update(ADD_ROLES, new Database.ArrayOf("text", person.roles().toArray()), person.email());
    }

    Optional<String> passwordHash(String email) {
        return database.first("SELECT password_hash FROM app_user WHERE email = ?", row -> row.getString(1), email);
    }

    Optional<Person> find(String email) {
        return database.first(
                FIND,
                row -> new Person(row.getString("email"), row.getString("name"), Set.of((String[])
                        row.getArray("roles").getArray())),
                email);
    }
}
