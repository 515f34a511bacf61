package io.tallyport.pool;

/** Whether an account can be asked for a model, best first. */
public enum Standing {
    WELL,
    /** It failed several times in a row, and rests. */
    BROKEN,
    /** Its quotas are used up. */
    FULL,
    /** Its provider has asked for a pause. */
    COOLING
}
