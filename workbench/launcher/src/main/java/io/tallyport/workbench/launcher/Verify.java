package io.tallyport.workbench.launcher;

import io.tallyport.database.Session;
import io.tallyport.proof.Breach;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Invariant.Severity;
import io.tallyport.proof.Verification;
import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.postgres.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code ./tallyport verify} calls: the gateway's own proof of its books, read-only, while the gateway runs or
 * not. Exit code 1: the books do not prove; 2: they cannot be read.
 */
public final class Verify {
    private static final String USAGE = "usage: ./tallyport verify [--data DIR], or with TALLYPORT_DB_URL, "
            + "TALLYPORT_DB_USER and TALLYPORT_DB_PASSWORD set: the database they name";

    private Verify() {}

    public static void main(String[] arguments) {
        int code;
        try (Connection connection = connect(List.of(arguments))) {
            code = run(connection) ? 0 : 1;
        } catch (CannotStart | SQLException e) {
            System.err.println("tallyport: " + e.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    /** @return whether the books prove */
    private static boolean run(Connection connection) throws SQLException {
        Session session = Session.over(connection);
        session.update("SET default_transaction_read_only = on");
        System.out.printf(Locale.ROOT, "%-88s %10s %9s %8s%n", "invariant", "checked", "breaches", "ms");
        List<Finding> broken = new ArrayList<>();
        new Verification(session).full(finding -> {
            System.out.println(line(finding));
            if (!finding.breaches().isEmpty()) {
                broken.add(finding);
            }
        });
        broken.forEach(finding -> finding.breaches().forEach(breach -> System.out.println(named(breach))));
        boolean proved = broken.stream().allMatch(Finding::holds);
        System.out.println(proved ? "The books prove." : "THE BOOKS DO NOT PROVE: what stands above.");
        return proved;
    }

    private static String line(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%-88s %10d %9d %8d",
                finding.invariant().name(),
                finding.checked(),
                finding.breaches().size(),
                finding.millis());
    }

    private static String named(Breach breach) {
        boolean reported = breach.invariant().severity() == Severity.REPORT;
        return (reported ? "to look at: " : "BREACH: ") + breach;
    }

    private static Connection connect(List<String> arguments) throws SQLException {
        String url = System.getenv("TALLYPORT_DB_URL");
        if (url != null && arguments.isEmpty()) {
            return DriverManager.getConnection(
                    url, System.getenv("TALLYPORT_DB_USER"), System.getenv("TALLYPORT_DB_PASSWORD"));
        }
        Path data = ProjectFolder.find().target().resolve("demo");
        if (!arguments.isEmpty()) {
            if (arguments.size() != 2 || !arguments.getFirst().equals("--data")) {
                throw new CannotStart(USAGE);
            }
            data = Path.of(arguments.getLast()).toAbsolutePath().normalize();
        }
        return Postgres.connectToRunning(Installation.postgresFolder(data));
    }
}
