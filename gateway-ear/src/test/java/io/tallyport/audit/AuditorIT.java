package io.tallyport.audit;

import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Random operations against an in-memory auditor that predicts each (L10), with every transaction balanced and the books
 * consistent after every one (L11), holds released exactly (L12), lots used in order and restored (L13), refunds
 * within what was paid (L15), and statements that replay to the balances (L17). The seed that is printed plays the same
 * again: {@code -Dtallyport.seed}.
 */
class AuditorIT {
    private static final String NAME = "ledger-auditor";
    private static final int PLAYS = 5;
    private static final int PER_CUSTOMER = 250;

    @Example
    @Tag("torture")
    void everyAnswerIsPredicted() {
        // jqwik fails an example whose assumption does not hold
        if (!Torture.isWanted(NAME)) {
            return;
        }
        Torture.run(NAME, 100, 20_000, (size, seed) -> {
            Random random = new Random(seed);
            for (int play = 1; play <= PLAYS; play++) {
                play(operations(size).generator(size).next(random).value());
                System.out.printf(Locale.ROOT, "[torture] %s: %d of %d plays%n", NAME, play, PLAYS);
            }
        });
    }

    private static void play(List<Operation> operations) {
        Auditor auditor = new Auditor(BareLedger.get());
        for (int i = 0; i < operations.size(); i++) {
            if (i % PER_CUSTOMER == PER_CUSTOMER - 1) {
                auditor.end();
                auditor = new Auditor(BareLedger.get());
            }
            try {
                auditor.play(operations.get(i));
            } catch (AssertionError e) {
                throw new AssertionError("operation %d, %s: %s".formatted(i, operations.get(i), e.getMessage()), e);
            }
        }
        auditor.end();
    }

    private static Arbitrary<List<Operation>> operations(int size) {
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
                .ofSize(size);
    }
}
