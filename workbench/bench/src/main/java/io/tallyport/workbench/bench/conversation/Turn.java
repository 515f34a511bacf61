package io.tallyport.workbench.bench.conversation;

/**
 * One call, as its caller saw it.
 *
 * @param sentMillis from the run's start
 * @param millis until its answer was whole
 * @param good answered to its end
 * @param problem what was wrong with it; empty if good
 * @param possible prompt tokens that an only account would have had in its cache
 * @param read prompt tokens that came from a cache, as the answer says
 */
public record Turn(long sentMillis, int millis, boolean good, String problem, long possible, long read) {}
