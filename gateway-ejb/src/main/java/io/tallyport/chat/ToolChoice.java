package io.tallyport.chat;

/** Whether the model must call a tool. */
public sealed interface ToolChoice {
    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** At least one, whichever. */
    record Any() implements ToolChoice {}

    record None() implements ToolChoice {}

    record Named(String name) implements ToolChoice {}
}
