package io.tallyport.workbench.simulator.account;

/**
 * What an account saw within one second of real time.
 *
 * @param arrived requests that came in then
 * @param ended the calls that ended then
 */
public record Second(long epochSecond, long arrived, Tally ended) {}
