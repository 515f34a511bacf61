package io.tallyport.key;

/** Whether a call that sets no cache breakpoint gets one at the end of its system block, and for how long it caches. */
public enum BreakpointHelp {
    OFF,
    FIVE_MINUTES,
    ONE_HOUR
}
