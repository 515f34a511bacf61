package io.tallyport.chat;

import java.util.List;

/**
 * One side's part of a chat. Results of tools stand in a user's turn, ahead of anything else in it; a writer may rely on
 * it. Turns of one role may follow each other.
 *
 * @param path where it stood in the request, to name it in errors: {@code messages[3]} or {@code messages.3}
 */
public record Turn(Role role, List<Part> parts, String path) {

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT,
        /** Instructions in mid-conversation. */
        SYSTEM
    }

    public Turn {
        parts = List.copyOf(parts);
    }
}
