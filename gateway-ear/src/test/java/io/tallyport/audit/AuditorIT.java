package io.tallyport.audit;

import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Random operations against an in-memory auditor that predicts each (L10), with every transaction balanced and the books
 * consistent after every one (L11), holds released exactly (L12), lots used in order and restored (L13), refunds
 * within what was paid (L15), and statements that replay to the balances (L17). jqwik prints its seed, and plays it again
 * first after a failure.
 */
class AuditorIT {
    private static final String NAME = "ledger-auditor";
    private static final int PLAYS = 5;
    private static final int PER_CUSTOMER = 250;
    private static final int SMALL = 100;
    private static final int FULL = 20_000;

    @Property(tries = PLAYS, edgeCases = EdgeCasesMode.NONE)
    @Tag("torture")
    void everyAnswerIsPredicted(@ForAll("operations") List<Operation> operations) {
        // an assumption that fails in every try fails the property
        if (!Torture.isWanted(NAME)) {
            return;
        }
        Torture.run(NAME, SMALL, FULL, (size, seed) -> {
            Auditor auditor = new Auditor(BareLedger.get());
            for (int i = 0; i < Math.min(size, operations.size()); i++) {
                if (i % PER_CUSTOMER == PER_CUSTOMER - 1) {
                    auditor.end();
                    auditor = new Auditor(BareLedger.get());
                }
                auditor.play(operations.get(i));
            }
            auditor.end();
        });
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        var kinds = Arrays.stream(Operation.Kind.values())
                .map(kind -> Tuple.of(kind.frequency, kind))
                .toArray(Tuple.Tuple2[]::new);
        @SuppressWarnings("unchecked")
        Arbitrary<Operation.Kind> kind = Arbitraries.frequency(kinds);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 9_999);
        Arbitrary<Integer> percent = Arbitraries.integers().between(0, 130);
        Arbitrary<Long> amount = Arbitraries.longs().between(1, 1_000_000);
        return Combinators.combine(kind, which, percent, amount)
                .as(Operation::new)
                .list()
                .ofSize(FULL);
    }
}
