package io.tallyport.choice;

import io.tallyport.key.RoutingMode;

/**
 * How the account of one call is to be chosen.
 *
 * @param accountId the one of {@link RoutingMode#FIXED}; else 0
 */
public record Wish(RoutingMode mode, long accountId) {
    public static final Wish AFFINITY = new Wish(RoutingMode.AFFINITY, 0);
    public static final Wish SPREAD = new Wish(RoutingMode.SPREAD, 0);

    public static Wish fixed(long accountId) {
        return new Wish(RoutingMode.FIXED, accountId);
    }
}
