package io.tallyport.provider;

import io.tallyport.usage.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of its usage, so far or in the end.
 *
 * @param tokens the last reported counts; null if none were reported
 * @param outputReported whether the output count is the final one
 * @param deliveredOutputTokens local count of the output text that passed, for answers that end early
 */
public record UsageReport(@Nullable TokenCounts tokens, boolean outputReported, long deliveredOutputTokens) {}
