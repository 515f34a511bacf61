package io.tallyport.report;

import io.tallyport.cache.CacheUse;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.CallFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up calls. */
@ApplicationScoped
public class Reports {
    private static final int MOST_GROUPS = 10_000;

    @Inject
    private UsageSumStore sums;

    @Inject
    private CacheUseStore caches;

    @Inject
    private Slots slots;

    /** What one group of calls did with prompt caches, by price row and factors. */
    public record CacheGroup(Map<Grouping, @Nullable String> group, List<CacheUse> uses) {}

    /**
     * Sums in the order of their groups; without a beginning in the filter, of the last 30 days.
     *
     * @throws GatewayException 400 for more than 10,000 groups, 503 if too many ask at once
     */
    public List<UsageSum> sums(CallFilter filter, Set<Grouping> groupings) {
        return few(slots.with(() -> sums.of(filter, groupings, MOST_GROUPS + 1)));
    }

    /** As {@link #sums}: what each group did with prompt caches. */
    public List<CacheGroup> caches(CallFilter filter, Set<Grouping> groupings) {
        return few(slots.with(() -> caches.of(filter, groupings, MOST_GROUPS + 1)));
    }

    private static <T> List<T> few(List<T> groups) {
        if (groups.size() > MOST_GROUPS) {
            throw GatewayException.invalid(
                    "group_by", "These are more than 10,000 groups. Narrow from and to, or group by less.");
        }
        return groups;
    }
}
