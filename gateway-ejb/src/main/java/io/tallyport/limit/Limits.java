package io.tallyport.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.tier.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Admission of calls by token buckets in this node's memory. */
@ApplicationScoped
public class Limits {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 100_000;

    @Inject
    private IpExemptions exemptions;

    @Inject
    @ConfigProperty(name = "tallyport.limit.requests-per-minute-and-address", defaultValue = "1000")
    private int perAddress;

    @Inject
    @ConfigProperty(name = "tallyport.limit.failed-keys-per-minute-and-address", defaultValue = "20")
    private int failedKeysPerAddress;

    @Inject
    @ConfigProperty(name = "tallyport.limit.calls-at-once", defaultValue = "4000")
    private int callsAtOnce;

    private final Map<Long, OrganisationBucket> organisations = new ConcurrentHashMap<>();
    private final Map<String, Bucket> addresses = new ConcurrentHashMap<>();
    private final Map<String, Bucket> failedKeys = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    private record OrganisationBucket(int requestsPerMinute, Bucket bucket) {}

    /**
     * Counts a call in; {@link #leave} must follow.
     *
     * @param terms of the caller's organisation
     * @throws GatewayException 429 with retry-after, or 503 when this node has as many calls as it can hold
     */
    public void enter(Caller caller, Standing terms, String address) {
        if (!exemptions.contains(address)) {
            take(bucket(addresses, address, perAddress), perAddress + " requests per minute from one address");
        }
        take(
                organisation(caller.walletId(), terms.requestsPerMinute()),
                "your organisation's " + terms.requestsPerMinute() + " requests per minute");
        if (underWay.incrementAndGet() > callsAtOnce) {
            underWay.decrementAndGet();
            throw new GatewayException(ErrorCode.OVERLOADED, "The gateway is at its capacity; try again shortly.")
                    .retryAfter("1");
        }
    }

    public void leave() {
        underWay.decrementAndGet();
    }

    public int underWay() {
        return underWay.get();
    }

    /** @throws GatewayException 429 if this address presented too many unknown keys in the last minute */
    public void requireFewFailedKeys(String address) {
        @Nullable Bucket bucket = failedKeys.get(address);
        if (bucket != null && bucket.getAvailableTokens() == 0) {
            throw new GatewayException(ErrorCode.RATE_LIMITED, "Too many failed attempts from your address; wait.")
                    .retryAfter("60");
        }
    }

    public void countFailedKey(String address) {
        bucket(failedKeys, address, failedKeysPerAddress).tryConsume(1);
    }

    private Bucket organisation(long walletId, int requestsPerMinute) {
        OrganisationBucket found = organisations.get(walletId);
        if (found == null || found.requestsPerMinute() != requestsPerMinute) {
            found = new OrganisationBucket(requestsPerMinute, newBucket(requestsPerMinute));
            organisations.put(walletId, found);
        }
        return found.bucket();
    }

    private static Bucket bucket(Map<String, Bucket> buckets, String address, int perMinute) {
        if (buckets.size() > MOST_ADDRESSES) {
            buckets.clear();
        }
        return buckets.computeIfAbsent(address, any -> newBucket(perMinute));
    }

    private static Bucket newBucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                .build();
    }

    private static void take(Bucket bucket, String limit) {
        if (bucket.tryConsume(1)) {
            return;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return;
        }
        long seconds = Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000_000L);
        throw new GatewayException(
                        ErrorCode.RATE_LIMITED,
                        "You exceeded " + limit + ". Try again in " + seconds + " s, or ask for a higher limit.")
                .retryAfter(Long.toString(seconds));
    }
}
