package io.tallyport.chat;

/** Why an answer ended. */
public enum StopReason {
    END,
    STOP_SEQUENCE,
    MAX_TOKENS,
    TOOL_USE,
    /** The provider refused, or its filter cut the answer. */
    REFUSAL,
    /** A provider's own tool took too long; the caller sends the turn back to go on. */
    PAUSE,
    CONTEXT_WINDOW
}
