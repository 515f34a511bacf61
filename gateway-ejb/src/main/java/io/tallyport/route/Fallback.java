package io.tallyport.route;

/** When a call that one route could not serve goes to those of the next priority. */
public enum Fallback {
    /** On every failure that may pass elsewhere. */
    ANY,
    /** Only when no account of this priority can be asked. */
    UNAVAILABLE,
    NEVER
}
