package io.tallyport.provider;

import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of its usage, so far or in the end.
 *
 * @param tokens the last reported counts; null if none were reported
 * @param outputReported whether the output count is the final one
 * @param delivered the output that passed, which goes on growing: to be counted if the answer ends early or reports nothing
 */
public record UsageReport(@Nullable TokenCounts tokens, boolean outputReported, DeliveredText delivered) {}
