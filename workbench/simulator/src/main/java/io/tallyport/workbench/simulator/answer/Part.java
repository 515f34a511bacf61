package io.tallyport.workbench.simulator.answer;

/** A part of an answer, in the order thought, text, calls. */
public sealed interface Part {
    /** What goes out of it token by token. */
    Tokens tokens();

    /**
     * Thinking.
     *
     * @param tokens none if the caller does not want to see it
     * @param seal proves that the thought is ours
     */
    record Thought(Tokens tokens, String seal) implements Part {}

    record Text(Tokens tokens) implements Part {}

    /**
     * A call of one of the caller's functions.
     *
     * @param arguments a JSON object
     * @param tokens the arguments' pieces, fewer than all if the caller's limit cut them
     */
    record Call(String name, String arguments, Pieces tokens) implements Part {}

    /** The same part of another choice: only its words differ. */
    default Part of(int choice) {
        return switch (this) {
            case Text(Words words) -> new Text(words.of(choice));
            case Text text -> text;
            case Thought thought -> thought;
            case Call call -> call;
        };
    }
}
