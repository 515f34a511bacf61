package io.tallyport.proof;

import java.util.List;

/**
 * One invariant's result.
 *
 * @param checked things looked at
 * @param breaches one of each wallet and part of the books
 */
public record Finding(Invariant invariant, long checked, List<Breach> breaches, long millis) {

    public boolean holds() {
        return breaches.isEmpty() || invariant.severity() == Invariant.Severity.REPORT;
    }
}
