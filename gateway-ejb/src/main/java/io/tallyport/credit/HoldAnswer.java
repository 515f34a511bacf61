package io.tallyport.credit;

/** Whether a wallet could back a call. */
public sealed interface HoldAnswer permits Hold, HoldAnswer.Shortage {

    /**
     * Refused, nothing reserved; nano-credits.
     *
     * @param available what a hold could have had
     */
    record Shortage(long available, long needed) implements HoldAnswer {}
}
