package io.tallyport.bed.books;

import io.tallyport.database.Session;
import io.tallyport.proof.Breach;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The product's own proof of its books. */
final class Invariants {
    private Invariants() {}

    static List<String> breaches(Books books, Function<Verification, List<Finding>> proof) {
        try (Connection connection = books.asOwner()) {
            return proof.apply(new Verification(Session.over(connection))).stream()
                    .filter(finding -> !finding.holds())
                    .map(Finding::breaches)
                    .flatMap(List::stream)
                    .map(Breach::toString)
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
