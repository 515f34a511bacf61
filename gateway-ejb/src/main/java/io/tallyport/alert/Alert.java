package io.tallyport.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that people must look at.
 *
 * @param code what kind, for machines: words with hyphens
 * @param organisation whose wallet it is about, by name; null: nobody's alone
 * @param subject what exactly, for people
 * @param detail figures of the last time; null: there are none
 * @param times how often it was found
 */
public record Alert(
        long id,
        String code,
        @Nullable Long walletId,
        @Nullable String organisation,
        String subject,
        @Nullable String detail,
        long times,
        Instant firstAt,
        Instant lastAt) {}
