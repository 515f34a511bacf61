package io.tallyport.providerusage;

import java.util.Locale;

/** What may be behind a difference. */
public enum Explanation {
    /** The provider tells of usage that we have no call for. */
    NOT_ON_OUR_BOOKS,
    /** We have calls that the file says nothing of. */
    NOT_IN_THE_FILE,
    /** The file's name for it is no model, alias or display name of the price book. */
    UNKNOWN_MODEL,
    /** Attempts failed, or lost a race: what the provider counted for them is not known here by tokens. */
    FAILED_ATTEMPTS,
    /** The provider reported no usage for some calls, or not their output: we counted it. */
    ESTIMATED,
    /** No more than what the provider rounds each row, and we each call, to. */
    ROUNDING,
    /** Days differ, the period does not: calls around midnight. */
    MIDNIGHT;

    /** For machines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
