package io.tallyport.usage;

import io.tallyport.usage.CallCursor.Direction;
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

    /**
     * Some calls, newest first.
     *
     * @param newer where newer ones begin; empty only if there is no call to begin at
     * @param older where older ones begin; empty: there are none
     */
    public record CallPage(List<RecordedCall> calls, Optional<CallCursor> newer, Optional<CallCursor> older) {
        public CallPage {
            calls = List.copyOf(calls);
        }
    }

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

    /**
     * Some of the calls that a filter lets through, in the order in which they came on the books. Calls that come meanwhile
     * are newer than any page read so far: none is shown twice or left out.
     *
     * @param cursor where to begin; null: at the newest
     */
    public CallPage page(CallFilter filter, @Nullable CallCursor cursor, int most) {
        boolean newer = cursor != null && cursor.direction() == Direction.NEWER;
        List<RecordedCall> found = store.page(filter, cursor, newer ? most : most + 1);
        List<RecordedCall> calls = newer ? found.reversed() : found.subList(0, Math.min(most, found.size()));
        if (calls.isEmpty()) {
            return new CallPage(calls, Optional.ofNullable(newer ? cursor : null), Optional.empty());
        }
        boolean hasOlder = newer || found.size() > most;
        return new CallPage(
                calls,
                Optional.of(CallCursor.of(calls.getFirst(), Direction.NEWER)),
                Optional.of(CallCursor.of(calls.getLast(), Direction.OLDER)).filter(older -> hasOlder));
    }

    /** The latest calls of all organisations, newest first. */
    public List<RecordedCall> latest(@Nullable UUID before, int most) {
        return store.latest(before, most);
    }
}
