package io.tallyport.key;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That an organisation is, or will be, turned away.
 *
 * @param stopped by an emergency stop, not a planned suspension
 * @param at the moment it takes effect, for people
 * @param from the same moment, for this node
 */
public record Suspension(boolean stopped, Instant at, Deadline from, String reason) {

    public boolean isInForce() {
        return from.isPast();
    }

    /** For a header of answers before it takes effect. */
    public String notice() {
        return "suspension at " + at.truncatedTo(ChronoUnit.SECONDS) + ": " + reason;
    }

    /** Why, and what to do. */
    String inWords() {
        String because = reason.isEmpty() ? "" : " Reason: " + reason + ".";
        String word = stopped ? "stopped: all its calls are refused" : "suspended";
        return "Your organisation is " + word + " since " + at.truncatedTo(ChronoUnit.SECONDS) + "." + because
                + " Write to support, from an address of your organisation, to have it lifted.";
    }
}
