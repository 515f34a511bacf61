package io.tallyport.pricing;

import io.tallyport.pricing.PriceChange.Kind;
import java.util.List;
import java.util.Map;

/**
 * All that applying a draft would do now, or has done, and what in its file would do nothing.
 *
 * @param changes of which those that change nothing are left out
 * @param newModels closed to calls until someone opens them
 * @param passedOver how many entries are none of ours, by the reason
 * @param turningNegative models that would cost more than they bring at some tier, and do not yet
 * @param asShown whether the changes are those that somebody looked at last, so that it can be applied
 * @param changesSha256 their digest, hex; empty: the draft is applied
 */
public record Preview(
        PriceDraft draft,
        List<PriceChange> changes,
        List<String> newModels,
        long unchanged,
        List<Refusal> refused,
        Map<String, Integer> passedOver,
        List<String> turningNegative,
        boolean asShown,
        String changesSha256) {

    /** A model that could not be taken, and why. */
    public record Refusal(String name, String reason) {}

    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
