package io.tallyport.tier;

import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Custom contracts. A row's terms never change: a new agreement is a new row, and all that can happen to an old one is
 * that two people bring its end forward. Every node knows within two seconds.
 */
@Stateless
public class Contracts {

    @Inject
    private ContractStore store;

    /** Who entered it, who let it pass, and why; two different people. */
    public record Approval(String actor, String approver, String reason) {
        public Approval {
            if (actor.equals(approver)) {
                throw new GatewayException(
                        ErrorCode.UNPROCESSABLE, "A contract needs two people: another must approve.");
            }
        }
    }

    /**
     * When a contract is in force, by the database's clock.
     *
     * @param startsAt null: at once
     * @param endsAt first moment at which the tier applies again; null: open
     */
    public record Term(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        public static final Term FROM_NOW_ON = new Term(null, null);
    }

    /** @throws GatewayException 422 if another contract of the organisation is in force at the time, or a value makes no sense */
    public void agree(long organisationId, ContractTerms terms, Term term, Approval approval) {
        try {
            store.insert(organisationId, terms, term, approval);
        } catch (DatabaseException e) {
            if (e.isOverlap()) {
                throw new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "Another contract of this organisation is in force at that time. End it first.");
            }
            if (e.isRefusedByCheck()) {
                throw new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "A contract's multiplier is 1 to 1,000,000 ppm, its limits are above 0, and it ends after it"
                                + " starts.");
            }
            throw e;
        }
    }

    /**
     * Ends a contract now, or calls one off that has not begun.
     *
     * @return false if it has ended already, or there is none
     */
    public boolean end(long contractId, Approval approval) {
        return store.end(contractId, approval.actor(), approval.approver());
    }

    /** Sees to it that these terms are in force from now on; whatever else was agreed ends. */
    public void ensure(long organisationId, ContractTerms terms, Approval approval) {
        List<Contract> current = store.current(List.of(organisationId));
        if (current.size() == 1 && current.getFirst().terms().equals(terms)) {
            return;
        }
        current.forEach(contract -> end(contract.id(), approval));
        agree(organisationId, terms, Term.FROM_NOW_ON, approval);
    }

    /** All that were ever agreed, the latest first. */
    public List<Contract> of(long organisationId) {
        return store.of(organisationId);
    }
}
