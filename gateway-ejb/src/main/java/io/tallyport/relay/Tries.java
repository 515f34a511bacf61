package io.tallyport.relay;

import io.tallyport.choice.Candidate;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.util.ArrayList;
import java.util.List;

/** What one call has tried in vain, in order. On the call's I/O thread. */
final class Tries {
    private final List<Candidate> candidates = new ArrayList<>(0);
    private final List<TriedAttempt> attempts = new ArrayList<>(0);

    void add(Attempt attempt, Trouble trouble) {
        candidates.add(attempt.way().candidate());
        attempts.add(attempt.tried(attempts.size() + 1, trouble));
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** For the books; without the one that counts. */
    List<TriedAttempt> attempts() {
        return attempts;
    }

    int count() {
        return attempts.size();
    }

    /** How many times this one was asked. */
    long timesAsked(Candidate candidate) {
        return candidates.stream().filter(candidate::equals).count();
    }
}
