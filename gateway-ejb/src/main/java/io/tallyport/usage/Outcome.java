package io.tallyport.usage;

/** How a call ended, as the charging rules of money.md section 6 number it. */
public enum Outcome {
    /** Success: usage is charged. */
    B1,
    /** Upstream error or time-out without output: nothing is charged. */
    B2,
    /** Upstream broke in mid-stream: input and cache as reported, and the output delivered. */
    B3,
    /** Client gone before the first token: input and cache as reported. */
    B5,
    /** Client gone after output began: reported usage after draining, else as B5 plus the delivered output. */
    B6,
    /** The provider rejected the prompt: nothing is charged. */
    B7,
    /** Success without reported usage: a local count, at most the hold, flagged as estimated. */
    B10,
    /** Success of zero tokens: nothing is charged. */
    B11
}
