package io.tallyport.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that people must look at.
 *
 * @param code what kind, for machines: words with hyphens
 * @param subject what exactly, for people
 * @param times how often it was found
 */
public record Alert(
        long id, String code, @Nullable Long walletId, String subject, long times, Instant firstAt, Instant lastAt) {}
