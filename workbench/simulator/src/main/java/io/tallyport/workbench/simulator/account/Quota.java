package io.tallyport.workbench.simulator.account;

/**
 * How an account stands with its provider's limit on requests, just after one of them.
 *
 * @param remaining whole requests that may follow at once
 * @param nextSeconds until there is one more, rounded up
 * @param fullSeconds until all are there again, rounded up
 */
public record Quota(int requestsPerMinute, int remaining, boolean isExceeded, int nextSeconds, int fullSeconds) {}
