package io.tallyport.limit;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import io.tallyport.error.Limit.Kind;
import io.tallyport.error.Limit.Scope;
import io.tallyport.key.Caller;
import io.tallyport.tier.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Admission of calls by what keys, organisations, addresses and this node may do; decided in memory. */
@ApplicationScoped
public class Limits {
    @Inject
    private IpExemptions exemptions;

    @Inject
    private LimitMeters meters;

    @Inject
    @ConfigProperty(name = "tallyport.limit.requests-per-minute-and-address", defaultValue = "1000")
    private int perAddress;

    @Inject
    @ConfigProperty(name = "tallyport.limit.failed-keys-per-minute-and-address", defaultValue = "20")
    private int failedKeysPerAddress;

    @Inject
    @ConfigProperty(name = "tallyport.limit.calls-at-once", defaultValue = "4000")
    private int callsAtOnce;

    private final Tallies tallies = UsedCounts.tallies();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Counts a call in; {@link Admission#leave} must follow.
     *
     * @param terms of the caller's organisation
     * @throws GatewayException 429 naming the key's or organisation's limit, or 503 when this node has as many calls as it
     *     can hold
     */
    public Admission enter(Caller caller, Standing terms) {
        Tally organisation = tallies.organisation(caller.walletId(), terms.requestsPerMinute());
        enter(organisation, terms);
        try {
            @Nullable Tally key = takeOfKey(caller);
            takeOfOrganisation(organisation, key);
            Limit nearest = key != null && key.remaining() < organisation.remaining()
                    ? rate(Scope.KEY, key)
                    : rate(Scope.ORGANISATION, organisation);
            return new Admission(this, organisation, terms.recommendedConcurrency(), nearest);
        } catch (GatewayException refusal) {
            organisation.leave();
            left();
            throw refusal;
        }
    }

    private void enter(Tally organisation, Standing terms) {
        int ofOrganisation = organisation.enter();
        int ofNode = underWay.incrementAndGet();
        if (ofOrganisation > terms.recommendedConcurrency()) {
            meters.countAboveRecommended();
        }
        @Nullable Integer cap = terms.concurrencyCap();
        if (cap != null && ofOrganisation > cap) {
            organisation.leave();
            left();
            throw refused(
                    ErrorCode.RATE_LIMITED,
                    new Limit(Scope.ORGANISATION, Kind.CALLS_AT_ONCE, cap, 0, 1),
                    "Wait for calls of yours to end, or agree on more in your contract.");
        }
        int reserved = Objects.requireNonNullElse(terms.reservedConcurrency(), 0);
        if (ofNode > callsAtOnce && ofOrganisation > reserved) {
            organisation.leave();
            left();
            throw refused(
                    ErrorCode.OVERLOADED,
                    new Limit(Scope.NODE, Kind.CALLS_AT_ONCE, callsAtOnce, 0, 1),
                    "The gateway is at its capacity; try again shortly.");
        }
    }

    private @Nullable Tally takeOfKey(Caller caller) {
        int perMinute = caller.key().requestsPerMinute();
        if (perMinute == 0) {
            return null;
        }
        Tally key = tallies.key(caller.keyId(), perMinute);
        take(key, Scope.KEY, "Slow down, or have this key's limit raised.");
        return key;
    }

    private void takeOfOrganisation(Tally organisation, @Nullable Tally key) {
        try {
            take(
                    organisation,
                    Scope.ORGANISATION,
                    "Slow down; spending more raises your tier and its limit, a contract can raise it at once.");
        } catch (GatewayException refusal) {
            if (key != null) {
                key.giveBack();
            }
            throw refusal;
        }
    }

    /** @throws GatewayException 429 if the address has sent too many requests, whatever they were */
    public void countRequest(String address) {
        if (!exemptions.contains(address)) {
            take(
                    tallies.address(address, perAddress),
                    Scope.ADDRESS,
                    "Slow down, or ask for your address to be exempted.");
        }
    }

    /** @throws GatewayException 429 if this address presented too many unknown keys in the last minute */
    public void requireFewFailedKeys(String address) {
        if (tallies.failures(address, failedKeysPerAddress).remaining() > 0) {
            return;
        }
        throw refused(
                ErrorCode.RATE_LIMITED,
                new Limit(Scope.ADDRESS, Kind.UNKNOWN_KEYS_PER_MINUTE, failedKeysPerAddress, 0, 60),
                "Check the key you send, then wait.");
    }

    public void countFailedKey(String address) {
        tallies.failures(address, failedKeysPerAddress).count();
    }

    public int underWay() {
        return underWay.get();
    }

    void left() {
        underWay.decrementAndGet();
    }

    void exchange(UsedCounts counts) {
        counts.exchange(tallies);
    }

    private void take(Tally tally, Scope scope, String remedy) {
        long seconds = tally.take();
        if (seconds > 0) {
            Limit limit = new Limit(scope, Kind.REQUESTS_PER_MINUTE, tally.perMinute(), 0, seconds);
            throw refused(ErrorCode.RATE_LIMITED, limit, remedy);
        }
    }

    private static Limit rate(Scope scope, Tally tally) {
        return new Limit(scope, Kind.REQUESTS_PER_MINUTE, tally.perMinute(), tally.remaining(), tally.secondsToFull());
    }

    private GatewayException refused(ErrorCode code, Limit limit, String remedy) {
        meters.countRefusal(limit);
        return GatewayException.limited(code, limit, remedy);
    }
}
