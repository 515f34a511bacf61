package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Posted;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What the plays share: the books, two wallets of one customer as the auditor knows them, and what was sent so far. */
final class Stage {
    static final String ACTOR = "support@x.example";
    private static final long DEBT_CAP = 5_000;

    final BareLedger ledger;
    final ModelWallet first;
    final ModelWallet second;
    final Inspection inspection;
    private final List<Command> commands = new ArrayList<>();

    /** Something that was sent under a key, and its answer. */
    private record Command(String key, Supplier<Decision> send, Decision answer) {}

    interface Keyed {
        Decision send(String key);
    }

    Stage(BareLedger ledger) {
        this.ledger = ledger;
        long id = ledger.wallet(DEBT_CAP);
        this.first = new ModelWallet(id, DEBT_CAP);
        this.second = new ModelWallet(ledger.sister(id), 0);
        this.inspection = new Inspection(ledger, List.of(first, second));
    }

    UUID posted(Keyed operation) {
        Decision answer = send(operation);
        assertThat(answer).isInstanceOf(Posted.class);
        return ((Posted) answer).transactionId();
    }

    void refused(Refusal refusal, Keyed operation) {
        assertThat(send(operation)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(refusal));
    }

    private Decision send(Keyed operation) {
        String key = BareLedger.key();
        Decision answer = operation.send(key);
        commands.add(new Command(key, () -> operation.send(key), answer));
        return answer;
    }

    /** Sends something again under its key: the same answer, and nothing else. */
    void retry(Operation operation) {
        pick(commands, operation)
                .ifPresent(command -> assertThat(command.send().get()).isEqualTo(command.answer()));
    }

    void sendOtherContent(Operation operation) {
        pick(commands, operation).ifPresent(command -> assertThatThrownBy(
                        () -> ledger.credits.adjustUp(first.id, 987_654_321, command.key(), BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("came before with other content"));
    }

    ModelWallet wallet(Operation operation) {
        return operation.which() % 4 == 0 ? second : first;
    }

    static <T> Optional<T> pick(List<T> all, Operation operation) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(operation.which() % all.size()));
    }

    static void line(List<String> lines, String posting, long amount, String unit) {
        if (amount > 0) {
            Collections.addAll(lines, posting + " " + amount + " " + unit);
        }
    }
}
