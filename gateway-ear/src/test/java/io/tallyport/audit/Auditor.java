package io.tallyport.audit;

import io.tallyport.bed.ledger.BareLedger;

/**
 * Plays random operations on two wallets of one customer, and predicts each: the answer, the entries, and what every lot,
 * group and wallet holds afterwards.
 */
final class Auditor {
    private final Stage stage;
    private final CallPlays calls;
    private final RefundPlays refunds;
    private final CreditPlays credits;

    Auditor(BareLedger ledger) {
        this.stage = new Stage(ledger);
        this.calls = new CallPlays(stage);
        this.refunds = new RefundPlays(stage);
        this.credits = new CreditPlays(stage);
    }

    void play(Operation operation) {
        switch (operation.kind()) {
            case TOP_UP -> credits.topUp(operation);
            case HOLD -> calls.hold(operation);
            case SETTLE -> calls.settle(operation);
            case VOID -> calls.end(operation);
            case GIVE_BACK -> calls.giveBack(operation);
            case REFUND -> refunds.refund(operation);
            case REFUND_PAID_OUT -> refunds.paidOut(operation);
            case REFUND_FAILED -> refunds.failed(operation);
            case ADJUST_UP -> credits.adjustUp(operation);
            case ADJUST_DOWN -> credits.adjustDown(operation);
            case EXPIRE -> credits.expire(operation);
            case MOVE -> credits.move(operation);
            case ROLL_UP -> credits.rollUp(operation);
            case RETRY -> stage.retry(operation);
            case OTHER_CONTENT -> stage.sendOtherContent(operation);
        }
        stage.inspection.compare();
    }

    /** The books prove, and each wallet's statement leads to what the auditor knows of it. */
    void end() {
        stage.ledger.assertConsistent(stage.first.id, stage.second.id);
        StatementReplay.assertLeadsTo(stage.ledger, stage.first);
        StatementReplay.assertLeadsTo(stage.ledger, stage.second);
    }
}
