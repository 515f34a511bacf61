package io.tallyport.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that a delivery was tried.
 *
 * @param n from 1; one is missing where a node died before it could say what came of it
 * @param status null: there was no answer
 * @param error why there was none
 * @param answer the beginning of the answer's body
 */
public record Attempt(
        int n,
        Instant at,
        int millis,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer) {}
