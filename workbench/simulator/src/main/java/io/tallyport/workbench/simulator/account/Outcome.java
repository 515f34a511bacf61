package io.tallyport.workbench.simulator.account;

/** How a call ended. */
public enum Outcome {
    /** The whole answer was made and handed to the connection. */
    COMPLETED,
    /** The client closed its connection before the end of a stream, or during a delay. */
    CLIENT_GONE,
    /** A fault ended the answer after it had begun. */
    CUT,
    /** A recording was sent; its tokens are the recording's affair and not counted. */
    REPLAYED,
    /** Answered with an error status, or refused. */
    FAILED
}
