package io.tallyport.workbench.launcher.postgres;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two roles and a database: the owner makes tables in it, the application may only look at what it is granted. */
final class PostgresRoles {
    static final String DATABASE = "tallyport";
    static final String OWNER = "tallyport_owner";
    static final String APPLICATION = "tallyport_app";

    interface Superuser {
        Connection connect(String database) throws SQLException;
    }

    private PostgresRoles() {}

    static void ensure(Superuser superuser, Secrets secrets) {
        try (Connection server = superuser.connect("postgres");
                Statement statement = server.createStatement()) {
            ensureRole(server, OWNER, secrets.get(OWNER));
            ensureRole(server, APPLICATION, secrets.get(APPLICATION));
            if (!exists(server, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(DATABASE, OWNER));
                statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(DATABASE));
                statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(DATABASE, APPLICATION));
            }
        } catch (SQLException e) {
            throw new CannotStart("PostgreSQL refuses to make its roles: " + e.getMessage(), e);
        }
        try (Connection database = superuser.connect(DATABASE);
                Statement statement = database.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO " + OWNER);
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("GRANT USAGE ON SCHEMA public TO " + APPLICATION);
        } catch (SQLException e) {
            throw new CannotStart("PostgreSQL refuses to hand over its schema: " + e.getMessage(), e);
        }
    }

    /** Passwords are base62, so they need no quoting. */
    private static void ensureRole(Connection server, String role, String password) throws SQLException {
        boolean known = exists(server, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
        try (Statement statement = server.createStatement()) {
            statement.execute("%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
                    .formatted(known ? "ALTER" : "CREATE", role, password));
        }
    }

    private static boolean exists(Connection server, String query, String name) throws SQLException {
        try (PreparedStatement statement = server.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }
}
