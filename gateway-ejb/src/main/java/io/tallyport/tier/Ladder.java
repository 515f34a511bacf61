package io.tallyport.tier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All tiers by rising threshold; the first applies from 0. */
record Ladder(List<Tier> tiers) {

    Ladder {
        tiers = tiers.stream()
                .sorted(Comparator.comparingLong(Tier::fromSpendNano))
                .toList();
        if (tiers.isEmpty() || tiers.getFirst().fromSpendNano() != 0) {
            throw new IllegalArgumentException("the table tier needs a row with from_spend_nano = 0");
        }
    }

    Tier at(long spendNano) {
        Tier reached = tiers.getFirst();
        for (Tier tier : tiers) {
            if (tier.fromSpendNano() <= spendNano) {
                reached = tier;
            }
        }
        return reached;
    }

    Optional<Tier> after(Tier tier) {
        return tiers.stream()
                .filter(other -> other.fromSpendNano() > tier.fromSpendNano())
                .findFirst();
    }
}
