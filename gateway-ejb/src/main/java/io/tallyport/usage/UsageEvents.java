package io.tallyport.usage;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands on the books about calls, for people who look them up. */
@Stateless
public class UsageEvents {

    @Inject
    private UsageEventStore store;

    public Optional<RecordedCall> find(UUID requestId) {
        return store.find(requestId);
    }

    /**
     * The latest calls of an organisation, newest first.
     *
     * @param before only calls before this one; null: from the newest
     */
    public List<RecordedCall> latest(long organisationId, @Nullable UUID before, int most) {
        return store.latest(organisationId, before, most);
    }

    /** The latest calls of all organisations, newest first. */
    public List<RecordedCall> latest(@Nullable UUID before, int most) {
        return store.latest(before, most);
    }
}
