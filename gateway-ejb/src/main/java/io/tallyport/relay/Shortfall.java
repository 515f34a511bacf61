package io.tallyport.relay;

import io.tallyport.credit.HoldAnswer;
import io.tallyport.credit.KeyBudgets;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import io.tallyport.error.Limit.Kind;
import io.tallyport.error.Limit.Scope;
import io.tallyport.ledger.Credits;

/** What a caller hears whose balance or key's cap does not cover a call, with the answer length that it would cover. */
final class Shortfall {
    private final Call call;

    Shortfall(Call call) {
        this.call = call;
    }

    /** Whether the key is to be revoked: it cannot pay the shortest answer. */
    boolean revokes(HoldAnswer.Exhausted exhausted) {
        return exhausted.revokes() && fittingOutputTokens(exhausted.budget().left()) == 0;
    }

    GatewayException of(HoldAnswer.Exhausted exhausted, boolean revokes) {
        KeyBudgets.Budget cap = exhausted.budget();
        String remedy = revokes
                ? "The key is revoked now; use another one."
                : remedy("Raise the key's cap", exhausted.available());
        Limit met = new Limit(Scope.KEY, Kind.SPEND_CAP, cap.limit(), cap.left(), Limit.BY_REMEDY_ONLY);
        return new GatewayException(
                        ErrorCode.KEY_BUDGET_EXHAUSTED,
                        "This key's spend cap does not cover this call: limit " + Credits.decimal(cap.limit())
                                + " credits, spent " + Credits.decimal(cap.spent()) + ", left "
                                + Credits.decimal(cap.left())
                                + ", of which " + Credits.decimal(Math.max(0, cap.left() - exhausted.available()))
                                + " are held for calls under way; needed at most " + Credits.decimal(exhausted.needed())
                                + ". "
                                + remedy)
                .by(met);
    }

    private String remedy(String raise, long available) {
        long fitting = fittingOutputTokens(available);
        return fitting > 0 ? raise + ", or set max_tokens to at most " + fitting + "." : raise + " to go on.";
    }

    private long fittingOutputTokens(long available) {
        return MaximumPrice.fittingOutputTokens(
                call.chat, call.route.model(), call.factors, call.promptTokens(), available);
    }

    GatewayException of(HoldAnswer.Shortage shortage) {
        String remedy = remedy("Top up", shortage.available());
        long left = Math.max(0, shortage.available());
        return new GatewayException(
                        ErrorCode.INSUFFICIENT_CREDITS,
                        "Your organisation's balance does not cover this call: available " + Credits.decimal(left)
                                + " credits, needed at most " + Credits.decimal(shortage.needed()) + " credits. "
                                + remedy)
                .by(new Limit(Scope.ORGANISATION, Kind.BALANCE, left, left, Limit.BY_REMEDY_ONLY));
    }
}
