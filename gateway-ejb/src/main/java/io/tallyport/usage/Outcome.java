package io.tallyport.usage;

/** How a call ended, as the charging rules of money.md section 6 number it. */
public enum Outcome {
    B1("The usage the provider reported is charged."),
    B2("The provider failed or timed out before any output: nothing is charged."),
    B3("The provider broke off in mid-stream: input and cache as reported, and the output delivered."),
    B5("The client left before the first token: input and cache as reported."),
    B6("The client left after output began: the usage reported after draining, or what was delivered."),
    B7("The provider rejected the prompt: nothing is charged."),
    B10("The provider reported no usage: a local count is charged, at most the amount held."),
    B11("The answer was empty: nothing is charged.");

    private final String reason;

    Outcome(String reason) {
        this.reason = reason;
    }

    /** What is charged and why, in words for customers. */
    public String reason() {
        return reason;
    }
}
