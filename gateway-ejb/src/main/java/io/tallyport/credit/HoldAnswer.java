package io.tallyport.credit;

/** Whether a call could be backed. Amounts are nano-credits; after a refusal nothing is reserved. */
public sealed interface HoldAnswer permits Hold, HoldAnswer.Shortage, HoldAnswer.Exhausted {

    /**
     * The wallet has not enough.
     *
     * @param available what a hold could have had
     */
    record Shortage(long available, long needed) implements HoldAnswer {}

    /**
     * The key's spend cap has not enough.
     *
     * @param budget as it stands
     * @param available what a hold could have had: less than is left where other calls of the key are under way
     */
    record Exhausted(KeyBudgets.Budget budget, long available, long needed) implements HoldAnswer {

        /** Whether the key is to be revoked: not even with no other call under way could it pay this one. */
        public boolean revokes() {
            return budget.onExhaustion() == KeyBudgets.OnExhaustion.REVOKE && budget.left() < needed;
        }
    }
}
