package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.wire.JsonTree;

/**
 * Follows the text of a tool call's arguments, piece by piece, to tell where their JSON object ends. What stands behind
 * the end is not taken.
 */
final class CallArguments {
    private static final String INVALID = "INVALID_JSON";

    private State state = State.BLANK;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean overrun;

    private enum State {
        BLANK,
        OPEN,
        WHOLE,
        NO_OBJECT
    }

    /** The object that a finished text stands for: models write arguments that are no object, or nothing. */
    static ObjectNode object(String text) {
        if (text.isBlank()) {
            return JsonTree.newObject();
        }
        CallArguments arguments = new CallArguments();
        arguments.taken(text);
        if (arguments.isWhole()
                && !arguments.overrun
                && JsonTree.value(text).orElse(null) instanceof ObjectNode object) {
            return object;
        }
        return JsonTree.newObject().put(INVALID, text);
    }

    /** Takes a further piece and returns what of it belongs to the arguments. */
    String taken(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (!belongs(piece.charAt(i))) {
                overrun = true;
                return piece.substring(0, i);
            }
        }
        return piece;
    }

    boolean isWhole() {
        return state == State.WHOLE;
    }

    /** Whether the text began as something else than an object. */
    boolean isNoObject() {
        return state == State.NO_OBJECT;
    }

    private boolean belongs(char next) {
        switch (state) {
            case BLANK -> begin(next);
            case OPEN -> goOn(next);
            case WHOLE -> {
                return isSpace(next);
            }
            case NO_OBJECT -> {}
        }
        return true;
    }

    private void begin(char next) {
        if (isSpace(next)) {
            return;
        }
        depth = 1;
        state = next == '{' ? State.OPEN : State.NO_OBJECT;
    }

    private void goOn(char next) {
        if (inString) {
            inString = escaped || next != '"';
            escaped = !escaped && next == '\\';
            return;
        }
        switch (next) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
        if (depth == 0) {
            state = State.WHOLE;
        }
    }

    private static boolean isSpace(char next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
