package io.tallyport.workbench.bench.conversation;

import java.util.List;

/**
 * A caller with an agent, from its first question to its last.
 *
 * @param startMillis when it begins, from the run's start
 * @param streamed whether its answers are
 */
public record Conversation(Agent agent, long startMillis, boolean streamed, List<Step> steps) {

    /**
     * One turn of the caller's.
     *
     * @param words what it says, or what its tool found
     * @param pauseMillis from the answer to the next turn
     */
    public record Step(String words, int pauseMillis) {}
}
