package io.tallyport.key;

/** How the account for a call is chosen among those that could serve it. */
public enum RoutingMode {
    /** The one whose prompt cache the call may hit. */
    AFFINITY,
    /** By load alone. */
    SPREAD,
    /** Always the one that is fixed for the organisation. */
    FIXED
}
