package io.tallyport.limit;

import io.tallyport.chat.Protocol;
import io.tallyport.error.Limit;
import java.util.HashMap;
import java.util.Map;

/** A call that was counted in. */
public final class Admission {
    private final Limits limits;
    private final Tally organisation;
    private final int recommendedConcurrency;
    private final Limit nearest;

    /** @param nearest of the rates that apply to it, the one with the least left */
    Admission(Limits limits, Tally organisation, int recommendedConcurrency, Limit nearest) {
        this.limits = limits;
        this.organisation = organisation;
        this.recommendedConcurrency = recommendedConcurrency;
        this.nearest = nearest;
    }

    /** Counts it out, once. */
    public void leave() {
        organisation.leave();
        limits.left();
    }

    /** What the answer says of limits, in the names of its protocol. */
    public Map<String, String> headers(Protocol protocol) {
        Map<String, String> headers = new HashMap<>();
        LimitHeaders.putRate(headers, protocol, nearest);
        headers.put("tallyport-concurrency", organisation.underWay() + "; recommended=" + recommendedConcurrency);
        return headers;
    }
}
