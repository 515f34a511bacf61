package io.tallyport.provider;

import io.tallyport.catalog.Model;

/**
 * What a translated request is for.
 *
 * @param outputTokens what is held for: the {@code max_tokens} to send where the caller named none and the format
 *     demands one
 * @param noStreamOptions whether the account refuses {@code stream_options}
 */
public record Target(Model model, long outputTokens, boolean noStreamOptions) {
    public Target(Model model, long outputTokens) {
        this(model, outputTokens, false);
    }
}
