package io.tallyport.provider;

import io.tallyport.catalog.Model;

/**
 * What a translated request is for.
 *
 * @param outputTokens what is held for: the {@code max_tokens} to send where the caller named none and the format
 *     demands one
 */
public record Target(Model model, long outputTokens) {}
