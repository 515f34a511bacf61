package io.tallyport.bed.books;

import io.tallyport.database.Session;
import io.tallyport.proof.Breach;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The product's own proof of its books. */
final class Invariants {
    private Invariants() {}

    static List<String> breaches(Books books, BiConsumer<Verification, Consumer<Finding>> proof) {
        try (Connection connection = books.asOwner()) {
            List<Finding> findings = new ArrayList<>();
            proof.accept(new Verification(Session.over(connection)), findings::add);
            return findings.stream()
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
