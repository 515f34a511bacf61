package io.tallyport.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The head of a transaction to be posted.
 *
 * @param kind P1 to P18 (money.md section 3)
 * @param request null: posted by the system, which has its own guard against doing it twice
 */
public record Transaction(
        String kind,
        @Nullable Request request,
        String actor,
        @Nullable String approver,
        @Nullable String reason,
        @Nullable UUID reverses) {
    private static final String SYSTEM = "system";

    public static Transaction of(String kind, Request request, Approval approval) {
        return new Transaction(kind, request, approval.actor(), approval.approver(), approval.reason(), null);
    }

    public static Transaction of(String kind, Request request, String actor, String reason) {
        return new Transaction(kind, request, actor, null, reason, null);
    }

    public static Transaction bySystem(String kind, String reason) {
        return new Transaction(kind, null, SYSTEM, null, reason, null);
    }

    public Transaction reversing(UUID original) {
        return new Transaction(kind, request, actor, approver, reason, original);
    }
}
